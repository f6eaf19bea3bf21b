import { marketNames } from "../../../shared/carbon/markets.ts";
import type { Decimal } from "../../../shared/kernel/decimal.ts";
import { decimal, plain } from "../../../shared/kernel/decimal.ts";
import type { Key } from "../../../shared/store/client.ts";
import { integer, json, oneOf, optional, type RowOf, rowCodec, text, tonnes } from "../../../shared/store/codec.ts";
import { obligationBases, obligationStates, surrenderKinds } from "./vocabulary.ts";

/** Tonnes by instrument. */
export type TonnesByInstrument = ReadonlyMap<string, Decimal>;
const byInstrument = {
  encode: (value: TonnesByInstrument) => ({ S: JSON.stringify([...value].map(([name, each]) => [name, plain(each)])) }),
  decode: ({ S }: { readonly S?: string | undefined }): TonnesByInstrument =>
    new Map((JSON.parse(S ?? "[]") as [string, string][]).map(([name, each]) => [name, decimal(each)])),
};

const entityFields = { partyId: text, partyName: text, creditCode: text, area: text, year: text, market: oneOf(...marketNames) };
const obligationFields = {
  ...entityFields,
  basis: oneOf(...obligationBases),
  requiredTonnes: tonnes,
  addedTonnes: tonnes,
  surrenderedTonnes: tonnes,
  offsetTonnes: tonnes,
  offsetLimitTonnes: tonnes,
  deadlineAt: text,
  state: oneOf(...obligationStates),
  /** Allowances that were retired for it and not given back, by instrument. */
  retired: byInstrument,
  version: integer,
};
/** What an entity has to surrender for a year, and what it has surrendered; whole tonnes. */
export type SurrenderObligation = RowOf<typeof obligationFields>;
/** Rows of obligations. */
export const obligationCodec = rowCodec(obligationFields);

/** Allowances of one name. */
export interface AllowancePart {
  readonly instrument: string;
  readonly tonnes: string;
}
/** Serial numbers of certified reductions, both ends included. */
export interface OffsetPart {
  readonly kind: string;
  readonly project: string;
  readonly first: string;
  readonly last: string;
}
const surrenderFields = {
  surrenderId: text,
  ...entityFields,
  kind: oneOf(...surrenderKinds),
  allowances: json((value) => value as readonly AllowancePart[]),
  offsets: json((value) => value as readonly OffsetPart[]),
  documentNumber: optional(text),
  reason: optional(text),
  at: text,
};
/** A surrender, an order, or allowances given back. */
export type Surrender = RowOf<typeof surrenderFields>;
/** Rows of surrenders. */
export const surrenderCodec = rowCodec(surrenderFields);

const usedFields = { first: text, last: text, surrenderId: text };
/** Rows of used serial numbers. */
export const usedCodec = rowCodec(usedFields);
/** Rows by which ranges of one project are used in turn. */
export const turnCodec = rowCodec({ version: integer });

/** Key of an obligation: one for each entity and year. */
export function obligationKey({ partyId, year }: Pick<SurrenderObligation, "partyId" | "year">): Key {
  return { pk: `obligation#${partyId}`, sk: `year#${year}` };
}
/** Partition of the surrenders of an entity and year. */
export function surrendersOf({ partyId, year }: Pick<SurrenderObligation, "partyId" | "year">): string {
  return `surrenders#${partyId}#${year}`;
}
/** Partition of the serial numbers of a project. */
export function serialsOf({ kind, project }: Pick<OffsetPart, "kind" | "project">): string {
  return `serials#${kind}#${project}`;
}
/** A serial number so that its text sorts as the number does. */
export function sortableSerial(serial: string): string {
  return serial.padStart(15, "0");
}
