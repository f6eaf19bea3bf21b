import { emissionFactor } from "../../../shared/carbon/factor-set.ts";
import { mrvRules } from "../../../shared/carbon/mrv-rules.ts";
import { listingIndex, secondListingIndex } from "../../../shared/deployment/indexes.ts";
import { type Decimal, decimal, plain } from "../../../shared/kernel/decimal.ts";
import type { Key, PageRequest } from "../../../shared/store/client.ts";
import { decimalText, flag, integer, json, oneOf, optional, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import { alsoListedAs, listedAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import { type InForce, parsedInForce } from "./in-force.ts";
import { entityMarkets } from "./shapes.ts";

const bilingual = json((value) => value as { readonly zh: string; readonly en: string });
const headFields = {
  factorSetId: text,
  version: integer,
  area: text,
  grid: text,
  title: bilingual,
  source: bilingual,
  validFromYear: text,
  validToYear: optional(text),
  unverified: optional(text),
  documentNumber: text,
  reason: optional(text),
  kinds: integer,
  tco2PerMwh: optional(text),
  sha256: text,
  publishedAt: text,
};
/** A published set of factors or factor of electricity, without its factors. */
export type FactorSetHead = RowOf<typeof headFields>;
const headCodec = rowCodec(headFields);
const setFields = { ...headFields, factors: optional(json((value) => emissionFactor.array().parse(value))) };
/** A published set with its factors, or a published factor of electricity. */
export type FactorSetRow = RowOf<typeof setFields>;
const setCodec = rowCodec(setFields);
const inForceCodec = rowCodec({ sets: json(parsedInForce), version: integer });

const entityFields = {
  partyId: text,
  partyName: text,
  creditCode: text,
  area: text,
  year: text,
  market: oneOf(...entityMarkets),
  sector: text,
  generates: flag,
  documentNumber: text,
  reason: optional(text),
  /** Version of what the list says. */
  listVersion: integer,
  /** Energy and emissions of the accepted report. */
  tce: optional(decimalText),
  tco2: optional(decimalText),
  reportId: optional(text),
  /** When the list said so. */
  statedAt: text,
  version: integer,
};
/** A key entity of a year, with the energy of its accepted report. */
export type KeyEntity = RowOf<typeof entityFields>;
const entityCodec = rowCodec(entityFields);

const energyFields = {
  year: text,
  area: text,
  tce: decimalText,
  source: text,
  documentNumber: text,
  reason: optional(text),
  recordedAt: text,
  version: integer,
};
/** What an area used in a year. */
export type EnergyUse = RowOf<typeof energyFields>;
const energyCodec = rowCodec(energyFields);

type OfSet = Pick<FactorSetHead, "factorSetId" | "version">;
type OfEntity = Pick<KeyEntity, "partyId" | "year">;
type YearAndArea = Pick<EnergyUse, "year" | "area">;

const inForceKey: Key = { pk: "factor-sets", sk: "in-force" };
function setKey({ factorSetId, version }: OfSet): Key {
  return { pk: `factor-set#${factorSetId}`, sk: versionOf(version) };
}
function versionOf(version: number): string {
  return `version#${String(version).padStart(6, "0")}`;
}
function entityKey({ partyId, year }: OfEntity): Key {
  return { pk: `entity#${partyId}`, sk: `year#${year}` };
}
function energyOf({ year, area }: YearAndArea): string {
  return `energy-use#${year}#${area}`;
}

/** A text that sorts as its amount does. */
function sortable(amount: Decimal): string {
  const [whole = "0", fraction] = plain(amount).split(".");
  return whole.padStart(15, "0") + (fraction ? `.${fraction}` : "");
}

const leastCandidate = decimal(mrvRules.reportingThresholdTce.value);

/** Where a key entity is listed: by the energy that it used, and among whom to bring in if it is in no market. */
function entityListings({ year, area, creditCode, tce, market }: KeyEntity) {
  const at = `${sortable(tce ?? decimal("0"))}#${creditCode}`;
  return {
    ...listedAs(`entities#${year}#${area}`, at),
    ...(market === "none" && tce?.gte(leastCandidate) && alsoListedAs(`candidates#${year}#${area}`, at)),
  };
}

/** Reads and writes of factor sets, key entities, the city's energy and coverage, over the table Carbon. */
export function registerRows(table: Table) {
  const latest = async <Row>(partition: string, decode: Parameters<typeof table.page<Row>>[1]): Promise<Row | undefined> =>
    (await table.page({ partition, prefix: "version#", descending: true, limit: 1 }, decode)).items[0];
  return {
    /** A version of a set, with its factors. */
    factorSet: (of: OfSet) => table.read(setKey(of), setCodec.decode),
    /** The latest version of a set. */
    latestFactorSet: (factorSetId: string) => latest(`factor-set#${factorSetId}`, setCodec.decode),
    /** Sets in all versions, those of the latest years first. */
    factorSets: (request: PageRequest) =>
      table.page({ index: listingIndex, partition: "factor-sets", descending: true, ...request }, headCodec.decode),
    /** Puts a new version of a set; `stale` if another was published first. Its summary is listed apart, because factors are long. */
    factorSetPuts: (row: FactorSetRow) => [
      table.putNew(setKey(row), setCodec.encode(row), "stale"),
      table.put(
        { pk: `factor-set#${row.factorSetId}`, sk: `summary#${row.version}` },
        { ...headCodec.encode(row), ...listedAs("factor-sets", `${row.validFromYear}#${row.factorSetId}#${versionOf(row.version)}`) },
      ),
    ],
    /** Which versions are in force, for which years and areas. */
    factorSetsInForce: async () => (await table.read(inForceKey, inForceCodec.decode)) ?? { sets: [] as readonly InForce[], version: 0 },
    /** Puts the next version of what is in force. */
    factorSetsInForcePut: (row: { readonly sets: readonly InForce[]; readonly version: number }) =>
      table.putVersion(inForceKey, inForceCodec.encode(row), row.version),
    /** A key entity of a year. */
    keyEntity: (of: OfEntity) => table.read(entityKey(of), entityCodec.decode),
    /** Several key entities of a year, a hundred at most, unordered and without absent ones. */
    keyEntitiesAt: (year: string, partyIds: readonly string[]) =>
      table.readMany(
        partyIds.map((partyId) => entityKey({ partyId, year })),
        entityCodec.decode,
      ),
    /** Key entities of a year in exactly one area, the largest users of energy first. */
    keyEntitiesIn: (year: string, area: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: `entities#${year}#${area}`, descending: true, ...request }, entityCodec.decode),
    /** Every key entity of a year in some areas. */
    allKeyEntities: (year: string, areas: readonly string[]) =>
      table.allOf(
        { index: listingIndex },
        areas.map((area) => `entities#${year}#${area}`),
        entityCodec.decode,
      ),
    /** Key entities of a year in exactly one area that are in no market and reach the reporting threshold, the largest first. */
    candidatesIn: (year: string, area: string, request: PageRequest) =>
      table.page({ index: secondListingIndex, partition: `candidates#${year}#${area}`, descending: true, ...request }, entityCodec.decode),
    /** Puts a key entity: new (version 1) or its next version. */
    keyEntityPut: (row: KeyEntity) => table.putVersion(entityKey(row), { ...entityCodec.encode(row), ...entityListings(row) }, row.version),
    /** What an area used in a year, by the latest version. */
    energyUse: (of: YearAndArea) => latest(energyOf(of), energyCodec.decode),
    /** Puts a new version of what an area used; `stale` if another was recorded first. */
    energyUsePut: (row: EnergyUse) => table.putNew({ pk: energyOf(row), sk: versionOf(row.version) }, energyCodec.encode(row), "stale"),
  };
}
