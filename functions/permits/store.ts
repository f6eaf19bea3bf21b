import { listingIndex } from "../../shared/deployment/indexes.ts";
import type { Decimal } from "../../shared/kernel/decimal.ts";
import type { Refusal } from "../../shared/kernel/outcome.ts";
import { reserveAdditions } from "../../shared/permits/reserve-additions.ts";
import { type RouteName, routesIn } from "../../shared/permits/routes.ts";
import { type Key, keyOf, type PageRequest } from "../../shared/store/client.ts";
import { decimalText, integer, oneOf, optional, type RowOf, rowCodec, text, tonnes } from "../../shared/store/codec.ts";
import { decodeFact, factKey } from "../../shared/store/fact-store.ts";
import { listedAs } from "../../shared/store/indexes.ts";
import type { Table } from "../../shared/store/table.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import { needFactId, permitsFacts } from "./contract.ts";
import { permitsLifecycles } from "./lifecycles.ts";
import { limitStore } from "./limits/limit-store.ts";
import type { RenewalCut } from "./renewal-cut.ts";
import { needKinds } from "./shapes.ts";

const capFields = { pool: text, pollutant: text, year: text, capTonnes: tonnes, documentNumber: text, setAt: text, version: integer };
/** The cap of one pollutant in one pool in one year, in tonnes a year. */
export type Cap = RowOf<typeof capFields>;
const capCodec = rowCodec(capFields);

const needFields = {
  pollutant: text,
  project: text,
  projectName: text,
  partyId: text,
  partyName: text,
  creditCode: text,
  siteId: text,
  siteName: text,
  licenceNumber: text,
  area: text,
  pool: text,
  poolArea: text,
  kind: oneOf(...needKinds),
  tonnes,
  offsetRatio: decimalText,
  offsetGround: text,
  tonnesToBuy: tonnes,
  letterNumber: text,
  letterDate: text,
  eiaNumber: text,
  state: oneOf(...permitsLifecycles.need.states),
  reason: optional(text),
  certifiedAt: text,
  version: integer,
};
/** What a project may buy, as certified. */
export type Need = RowOf<typeof needFields>;
const needCodec = rowCodec(needFields);

/** The amount of an assessment that a need is part of. */
export function routeOf({ eiaNumber, pollutant, siteId }: Need): RouteName {
  return { eiaNumber, pollutant, siteId };
}

type PoolPollutant = Pick<Cap, "pool" | "pollutant">;
type CapName = Pick<Cap, "pool" | "pollutant" | "year">;

function capsOf({ pool, pollutant }: PoolPollutant): string {
  return `caps#${pool}#${pollutant}`;
}
function capKey(cap: CapName): Key {
  return { pk: capsOf(cap), sk: `cap#${cap.year}` };
}
/** Partition of a party's needs, and list of an area's. */
function needsOf(partyOrArea: string): string {
  return `needs#${partyOrArea}`;
}
function needKey({ partyId, pollutant, project }: Pick<Need, "partyId" | "pollutant" | "project">): Key {
  return { pk: needsOf(partyId), sk: `need#${pollutant}#${project}` };
}

/** Facts that one call can read. */
const needsAtOnce = 100;

/** The table of permits. */
export type PermitsStore = ReturnType<typeof permitsStore>;

/** Reads and writes of caps, reserves, needs, what limits trades, and amounts that go by auction. Reads are strongly consistent, except for the lists by area. */
export function permitsStore(table: Table) {
  return {
    ...table,
    ...reserveAdditions(table),
    ...limitStore(table),
    ...routesIn(table),
    /** The cap of a year, if one was set. */
    cap: (name: CapName) => table.read(capKey(name), capCodec.decode),
    /** Caps of a pollutant in a pool, by year. */
    caps: (of: PoolPollutant, request: PageRequest) => table.page({ partition: capsOf(of), prefix: "cap#", ...request }, capCodec.decode),
    /**
     * Uses up a part of what was cut in a pool of a site's permits at the end of a term; refused where it is more than is left. Two renewals of
     * the same permits share what was cut: it is counted by site and term, not by fact.
     */
    cutUsed: <R extends Refusal>(
      { pool, pollutant }: PoolPollutant,
      { siteId, firstMonth, tonnes: cut }: RenewalCut,
      used: Decimal,
      exceeded: R,
    ): WriteFragment<R> => ({
      write: {
        Update: {
          TableName: table.name,
          Key: keyOf({ pk: `renewal-cut#${siteId}`, sk: `${firstMonth}#${pool}#${pollutant}` }),
          UpdateExpression: "ADD #used :used",
          ConditionExpression: "attribute_not_exists(#used) OR #used <= :most",
          ExpressionAttributeNames: { "#used": "used" },
          ExpressionAttributeValues: { ":used": tonnes.encode(used), ":most": tonnes.encode(cut.minus(used)) },
        },
      },
      failure: exceeded,
    }),
    /** The need of a project for a pollutant. The fact that certified it names the party, which is the row's partition. */
    async need(pollutant: string, project: string): Promise<Need | undefined> {
      const fact = await table.read(factKey(needFactId(pollutant, project)), decodeFact);
      if (!fact) return undefined;
      const { partyId } = permitsFacts.needCertified.data.parse(fact.data);
      return table.read(needKey({ partyId, pollutant, project }), needCodec.decode);
    },
    /** The pool in which each project's need of a pollutant counts, by project. */
    async poolsOfNeeds(pollutant: string, projects: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const pools = new Map<string, string>();
      for (let start = 0; start < projects.length; start += needsAtOnce) {
        const keys = projects.slice(start, start + needsAtOnce).map((project) => factKey(needFactId(pollutant, project)));
        for (const { data } of await table.readMany(keys, decodeFact)) {
          const { project, pool } = permitsFacts.needCertified.data.parse(data);
          pools.set(project, pool);
        }
      }
      return pools;
    },
    /** Needs of a party, by pollutant and project. */
    needsOf: (partyId: string, request: PageRequest) =>
      table.page({ partition: needsOf(partyId), prefix: "need#", ...request }, needCodec.decode),
    /** Needs of exactly one area, newest first. */
    needsIn: (area: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: needsOf(area), descending: true, ...request }, needCodec.decode),
    /** Puts a cap in place of the version before it. */
    capPut: (cap: Cap) => table.putVersion(capKey(cap), capCodec.encode(cap), cap.version),
    /** Puts a need: a new one (version 1) or its next version. */
    needPut: (need: Need) => {
      const listed = listedAs(needsOf(need.area), `${need.certifiedAt}#${need.pollutant}#${need.project}`);
      return table.putVersion(needKey(need), { ...needCodec.encode(need), ...listed }, need.version);
    },
  };
}
