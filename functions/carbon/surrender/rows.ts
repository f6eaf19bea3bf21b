import type { Key } from "../../../shared/store/client.ts";
import { integer, oneOf, type RowOf, rowCodec, text, tonnes } from "../../../shared/store/codec.ts";

/** What the required tonnes of an obligation rest on: nothing yet, a verified report, or the regulator's own figure. */
export const obligationBases = ["none", "verified", "reopened", "determined"] as const;
/** States of an obligation. */
export const obligationStates = ["open", "met"] as const;

const obligationFields = {
  partyId: text,
  partyName: text,
  creditCode: text,
  area: text,
  year: text,
  market: text,
  basis: oneOf(...obligationBases),
  requiredTonnes: tonnes,
  addedTonnes: tonnes,
  surrenderedTonnes: tonnes,
  offsetTonnes: tonnes,
  offsetLimitTonnes: tonnes,
  deadlineAt: text,
  state: oneOf(...obligationStates),
  version: integer,
};
/** What an entity has to surrender for a year, and what it has surrendered; whole tonnes. */
export type SurrenderObligation = RowOf<typeof obligationFields>;
/** Rows of obligations. */
export const obligationCodec = rowCodec(obligationFields);

/** Key of an obligation: one for each entity and year. */
export function obligationKey({ partyId, year }: Pick<SurrenderObligation, "partyId" | "year">): Key {
  return { pk: `obligation#${partyId}`, sk: `year#${year}` };
}
