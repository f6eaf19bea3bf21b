import { listingIndex, secondListingIndex } from "../../shared/deployment/indexes.ts";
import { feeDebtsIn } from "../../shared/permits/fee-debts.ts";
import { allocationsAt } from "../../shared/permits/paid-allocations.ts";
import { routesIn } from "../../shared/permits/routes.ts";
import type { Item, Key, PageRequest } from "../../shared/store/client.ts";
import { alsoListedAs, dueAs, listedAs } from "../../shared/store/indexes.ts";
import type { Table } from "../../shared/store/table.ts";
import { paymentsIn } from "./payments/store.ts";
import {
  type AllocationName,
  type Line,
  lineCodec,
  lineKey,
  linePrefix,
  newestRatesKey,
  type Objection,
  objectionCodec,
  objectionKey,
  objectionPrefix,
  type Plan,
  planCodec,
  planKey,
  planPartition,
  type RateTable,
  ratesPartition,
  rateTableCodec,
  rateVersionKey,
  rateVersionPrefix,
  type SiteClaims,
  siteClaimsCodec,
  siteClaimsKey,
  watermarkCodec,
  watermarkKey,
} from "./rows.ts";
import type { stepKinds } from "./vocabulary.ts";

/** What the next step of an allocation waits for. */
export type StepKind = (typeof stepKinds)[number];

/** Kind of due work by what it waits for. */
export const dueKind = {
  clock: "allocation-step",
  "bank-day": "allocation-bank-day",
} as const satisfies Record<StepKind, string>;

/** Published plans, for everybody. */
const publishedPlans = "plans";
function plansOf(area: string): string {
  return `plans-of#${area}`;
}
function allocationsOf(partyId: string): string {
  return `allocations#${partyId}`;
}
const rateTables = "rates";

/** The table of allocations. */
export type AllocationsStore = ReturnType<typeof allocationsStore>;

/** Reads and writes of rate tables, plans, lines and objections; strongly consistent except for lists and due work. */
export function allocationsStore(table: Table) {
  return {
    ...table,
    ...routesIn(table),
    ...ratesIn(table),
    ...plansIn(table),
    ...linesIn(table),
    ...objectionsIn(table),
    ...siteClaimsIn(table),
    ...paymentsIn(table),
    ...feeDebtsIn(table),
  };
}

function ratesIn(table: Table) {
  return {
    /** The newest version of a rate table. */
    newestRates: (rateTableId: string) => table.read(newestRatesKey(rateTableId), rateTableCodec.decode),
    /** Versions of a rate table, newest first. */
    ratesVersions: (rateTableId: string, request: PageRequest) =>
      table.page(
        { partition: ratesPartition(rateTableId), prefix: rateVersionPrefix, descending: true, ...request },
        rateTableCodec.decode,
      ),
    /** Every version of a rate table, newest first. */
    everyRates: (rateTableId: string) =>
      table.all({ partition: ratesPartition(rateTableId), prefix: rateVersionPrefix, descending: true }, rateTableCodec.decode),
    /** The newest versions of all rate tables, by id. */
    rateTables: (request: PageRequest) => table.page({ index: listingIndex, partition: rateTables, ...request }, rateTableCodec.decode),
    /** Puts the next version of a rate table; `stale` when another came first. */
    ratesPuts: (rates: RateTable) => [
      table.putVersion(
        newestRatesKey(rates.rateTableId),
        { ...rateTableCodec.encode(rates), ...listedAs(rateTables, rates.rateTableId) },
        rates.version,
      ),
      table.putNew(rateVersionKey(rates), rateTableCodec.encode(rates), "stale"),
    ],
  };
}

function plansIn(table: Table) {
  return {
    /** A plan. */
    plan: (planId: string) => table.read(planKey(planId), planCodec.decode),
    /** Several plans, a hundred at most, by id. */
    async plansById(planIds: readonly string[]): Promise<ReadonlyMap<string, Plan>> {
      const plans = await table.readMany([...new Set(planIds)].map(planKey), planCodec.decode);
      return new Map(plans.map((plan) => [plan.planId, plan]));
    },
    /** Published plans, also those that were decided or withdrawn since, newest first. */
    publishedPlans: (request: PageRequest) =>
      table.page({ index: listingIndex, partition: publishedPlans, descending: true, ...request }, planCodec.decode),
    /** Every plan of exactly one area, newest first. */
    plansOf: (area: string, request: PageRequest) =>
      table.page({ index: secondListingIndex, partition: plansOf(area), descending: true, ...request }, planCodec.decode),
    /** Puts a plan: a new one (version 1) or its next version; `stale` when it has changed since it was read. */
    planPut: (plan: Plan) =>
      table.putVersion(
        planKey(plan.planId),
        {
          ...planCodec.encode(plan),
          ...(plan.publishedAt !== undefined && listedAs(publishedPlans, `${plan.publishedAt}#${plan.planId}`)),
          ...alsoListedAs(plansOf(plan.area), `${plan.draftedAt}#${plan.planId}`),
        },
        plan.version,
      ),
    /** Up to which instant ending terms were told so many days ahead. */
    watermark: async (daysAhead: number) => (await table.read(watermarkKey(daysAhead), watermarkCodec.decode))?.through,
    /** Moves that instant on. */
    watermarkPut: (daysAhead: number, through: string) => table.put(watermarkKey(daysAhead), watermarkCodec.encode({ through })),
  };
}

function linesIn(table: Table) {
  return {
    /** A line. */
    line: (name: AllocationName) => table.read(lineKey(name), lineCodec.decode),
    /** The lines of a plan for some sites, ninety-nine at most, with the plan, in one call; each read consistently, but not at one instant. */
    async planWithLines(planId: string, siteIds: readonly string[]) {
      const keys: Key[] = [planKey(planId), ...siteIds.map((siteId) => lineKey({ planId, siteId }))];
      const items = await table.readMany(keys, (item) => item);
      const isPlan = ({ sk }: Item): boolean => sk?.S === planKey(planId).sk;
      const plan = items.find(isPlan);
      return { plan: plan && planCodec.decode(plan), lines: items.filter((item) => !isPlan(item)).map(lineCodec.decode) };
    },
    /** An allocation with its plan, in one call. */
    async allocation(name: AllocationName) {
      const { plan, lines } = await this.planWithLines(name.planId, [name.siteId]);
      const [line] = lines;
      return plan && line ? { plan, line } : undefined;
    },
    /** Lines of a plan, by site, a page at a time. */
    lines: (planId: string, request: PageRequest) =>
      table.page({ partition: planPartition(planId), prefix: linePrefix, ...request }, lineCodec.decode),
    /** Lines of a plan after that of a site, by site; from the first one without it. */
    linesAfter: async (planId: string, siteId: string | undefined, limit: number) => {
      // No id has a character between `!` and the smallest of ids.
      const from = siteId === undefined ? linePrefix : `${linePrefix}${siteId}!`;
      return (await table.page({ partition: planPartition(planId), from, to: `${linePrefix}~`, limit }, lineCodec.decode)).items;
    },
    /** Published allocations of a member, newest first. */
    allocationsOf: (partyId: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: allocationsOf(partyId), descending: true, ...request }, lineCodec.decode),
    /** Published allocations to a site, newest first. */
    allocationsAt: (siteId: string, request: PageRequest) =>
      table.page({ index: secondListingIndex, partition: allocationsAt(siteId), descending: true, ...request }, lineCodec.decode),
    /**
     * Puts a line: a new one (version 1) or its next version; `stale` when it has changed since it was read. It is due for the step that it
     * names.
     */
    linePut: (line: Line) => {
      const { publishedAt, partyId, siteId, allocationId, nextStep, nextAt } = line;
      const position = `${publishedAt}#${allocationId}`;
      return table.putVersion(
        lineKey(line),
        {
          ...lineCodec.encode(line),
          ...(publishedAt !== undefined && {
            ...listedAs(allocationsOf(partyId), position),
            ...alsoListedAs(allocationsAt(siteId), position),
          }),
          ...(nextStep !== undefined && nextAt !== undefined && dueAs(dueKind[nextStep], allocationId, nextAt)),
        },
        line.version,
      );
    },
    /** Removes a drafted line; nobody but its bureau has seen it. */
    lineRemove: (name: AllocationName) => table.remove(lineKey(name)),
  };
}

/** Rows that one call reads. */
const keysAtOnce = 100;

function siteClaimsIn(table: Table) {
  return {
    /** The claims for some sites, a hundred at most. */
    siteClaims: (siteIds: readonly string[]) => table.readMany(siteIds.map(siteClaimsKey), siteClaimsCodec.decode),
    /** Some lines, as they are now; those that are in no plan any more are left out. */
    async linesNamed(names: readonly AllocationName[]): Promise<readonly Line[]> {
      const lines: Line[] = [];
      for (let start = 0; start < names.length; start += keysAtOnce)
        lines.push(...(await table.readMany(names.slice(start, start + keysAtOnce).map(lineKey), lineCodec.decode)));
      return lines;
    },
    /** Puts the claims for a site; `stale` where another claim came first. */
    siteClaimsPut: (claims: SiteClaims) => table.putVersion(siteClaimsKey(claims.siteId), siteClaimsCodec.encode(claims), claims.version),
  };
}

function objectionsIn(table: Table) {
  return {
    /** An objection. */
    objection: (name: Pick<Objection, "planId" | "objectionId">) => table.read(objectionKey(name), objectionCodec.decode),
    /** Objections to a plan, by site. */
    objections: (planId: string, request: PageRequest) =>
      table.page({ partition: planPartition(planId), prefix: objectionPrefix, ...request }, objectionCodec.decode),
    /** Puts an objection: a new one (version 1) or its next version. */
    objectionPut: (objection: Objection) => table.putVersion(objectionKey(objection), objectionCodec.encode(objection), objection.version),
  };
}
