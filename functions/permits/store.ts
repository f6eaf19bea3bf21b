import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { getItem, type Item, type Key, keyOf, type Page, type PageRequest, queryPage } from "../../shared/store/client.ts";
import { decimalText, integer, oneOf, optional, type RowOf, rowCodec, text, tonnes } from "../../shared/store/codec.ts";
import { decodeFact, factKey } from "../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import { versionedPut } from "../../shared/store/versioned-put.ts";
import { needFactId, permitsFacts } from "./contract.ts";

const capFields = { pool: text, pollutant: text, year: text, capTonnes: tonnes, documentNumber: text, setAt: text, version: integer };
/** The cap of one pollutant in one pool in one year, in tonnes a year. */
export type Cap = RowOf<typeof capFields>;
const capCodec = rowCodec(capFields);

const additionFields = { additionId: text, tonnes, source: text, documentNumber: text, addedAt: text };
/** Quota added to a reserve. */
export type Addition = RowOf<typeof additionFields>;
const additionCodec = rowCodec(additionFields);

const needFields = {
  pollutant: text,
  project: text,
  projectName: text,
  partyId: text,
  siteId: text,
  area: text,
  pool: text,
  kind: text,
  tonnes,
  offsetRatio: decimalText,
  tonnesToBuy: tonnes,
  letterNumber: text,
  letterDate: text,
  state: oneOf("certified", "withdrawn"),
  reason: optional(text),
  certifiedAt: text,
  version: integer,
};
/** What a project may buy, as certified. */
export type Need = RowOf<typeof needFields>;
const needCodec = rowCodec(needFields);

const holderFields = { siteId: text, partyId: text, area: text };
/** Whose a site is; written with its first need, so that a site's permits can be found by area and its holder by the site. */
export type SiteHolder = RowOf<typeof holderFields>;
const holderCodec = rowCodec(holderFields);

const byListing = { name: "byListing", partition: "listing", sort: "listedAt" };
const capKey = (cap: Pick<Cap, "pool" | "pollutant" | "year">): Key => ({ pk: `caps#${cap.pool}#${cap.pollutant}`, sk: `cap#${cap.year}` });
const needKey = (need: Pick<Need, "partyId" | "pollutant" | "project">): Key => ({
  pk: `needs#${need.partyId}`,
  sk: `need#${need.pollutant}#${need.project}`,
});
const holderKey = (siteId: string): Key => ({ pk: `holder#${siteId}`, sk: "holder" });

/** Reads of this context's table. */
export type PermitsStore = ReturnType<typeof permitsStore>;

/** The reader of the table Permits: strongly consistent but for the lists by area. */
export function permitsStore(dynamo: DynamoDBClient, table: string) {
  async function page<Row>(query: Parameters<typeof queryPage>[1], decode: (item: Item) => Row): Promise<Page<Row>> {
    const { items, ...rest } = await queryPage(dynamo, query);
    return { items: items.map(decode), ...rest };
  }
  return {
    async cap(of: Pick<Cap, "pool" | "pollutant" | "year">): Promise<Cap | undefined> {
      const item = await getItem(dynamo, table, capKey(of));
      return item && capCodec.decode(item);
    },
    /** Caps of a pollutant in a pool, by year. */
    caps: (pool: string, pollutant: string, request: PageRequest) =>
      page({ table, partition: capKey({ pool, pollutant, year: "" }).pk, prefix: "cap#", ...request }, capCodec.decode),
    /** Additions to a reserve, newest first. */
    additions: (pool: string, pollutant: string, request: PageRequest) =>
      page({ table, partition: `reserve#${pool}#${pollutant}`, prefix: "addition#", descending: true, ...request }, additionCodec.decode),
    /** The need of a project for a pollutant, whoever's it is: the fact that certified it says whose. */
    async need(pollutant: string, project: string): Promise<Need | undefined> {
      const item = await getItem(dynamo, table, factKey(needFactId(pollutant, project)));
      if (!item) return undefined;
      const { partyId } = permitsFacts.needCertified.data.parse(decodeFact(item).data);
      const row = await getItem(dynamo, table, needKey({ partyId, pollutant, project }));
      return row && needCodec.decode(row);
    },
    /** Needs of a party, by pollutant and project. */
    needsOf: (partyId: string, request: PageRequest) =>
      page({ table, partition: `needs#${partyId}`, prefix: "need#", ...request }, needCodec.decode),
    /** Needs of exactly one area, newest first. */
    needsIn: (area: string, request: PageRequest) =>
      page({ table, index: byListing, partition: `needs#${area}`, descending: true, ...request }, needCodec.decode),
    async holder(siteId: string): Promise<SiteHolder | undefined> {
      const item = await getItem(dynamo, table, holderKey(siteId));
      return item && holderCodec.decode(item);
    },
    /** Sites of exactly one area that ever had a need certified. */
    holdersIn: (area: string, request: PageRequest) =>
      page({ table, index: byListing, partition: `sites#${area}`, ...request }, holderCodec.decode),
  };
}

/** Puts a cap in place of the one of the version before it; `stale` when another change came first. */
export function capPut(table: string, cap: Cap): WriteFragment<never> {
  return versionedPut(table, capKey(cap), capCodec.encode(cap), cap.version);
}

/** Puts a need: a new one (version 1) or the next version of it. */
export function needPut(table: string, need: Need): WriteFragment<never> {
  const listing = { listing: { S: `needs#${need.area}` }, listedAt: { S: `${need.certifiedAt}#${need.pollutant}#${need.project}` } };
  return versionedPut(table, needKey(need), { ...needCodec.encode(need), ...listing }, need.version);
}

/** Puts an addition to a reserve under its fresh id. */
export function additionPut(table: string, pool: string, pollutant: string, addition: Addition): WriteFragment<never> {
  const key = { pk: `reserve#${pool}#${pollutant}`, sk: `addition#${addition.addedAt}#${addition.additionId}` };
  return { write: { Put: { TableName: table, Item: { ...keyOf(key), ...additionCodec.encode(addition) } } } };
}

/** Puts whose a site is; says the same however often it is written. */
export function holderPut(table: string, holder: SiteHolder): WriteFragment<never> {
  const listing = { listing: { S: `sites#${holder.area}` }, listedAt: { S: holder.siteId } };
  return { write: { Put: { TableName: table, Item: { ...keyOf(holderKey(holder.siteId)), ...holderCodec.encode(holder), ...listing } } } };
}
