import { listingIndex, secondListingIndex } from "../../../shared/deployment/indexes.ts";
import type { Key, PageRequest } from "../../../shared/store/client.ts";
import { rowCodec, text } from "../../../shared/store/codec.ts";
import { alsoListedAs, listedAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import {
  type AllowanceLine,
  type AllowanceLineName,
  type AllowanceObjection,
  type AllowancePlan,
  allowanceLineCodec,
  allowanceLineKey,
  allowanceLinePrefix,
  allowanceObjectionCodec,
  allowanceObjectionKey,
  allowanceObjectionPrefix,
  allowancePlanCodec,
  allowancePlanKey,
  allowancePlanPartition,
  type PlanAreas,
  planAreasCodec,
  planAreasKey,
} from "./rows.ts";
import { statementRows } from "./statements/rows.ts";

const watermarkCodec = rowCodec({ through: text });
function watermarkKey(daysAhead: number): Key {
  return { pk: `vintage-ahead#${daysAhead}`, sk: "watermark" };
}

const plans = "allowance-plans";
const linesOfParty = (partyId: string) => `allowances-of#${partyId}`;

/** Reads and writes of allocation of allowances, over the table Carbon. */
export function allowancesRows(table: Table) {
  return {
    ...statementRows(table),
    /** Up to which instant ends of vintages were told so many days ahead. */
    vintageWatermark: async (daysAhead: number) => (await table.read(watermarkKey(daysAhead), watermarkCodec.decode))?.through,
    /** Moves that instant on. */
    vintageWatermarkPut: (daysAhead: number, through: string) => table.put(watermarkKey(daysAhead), watermarkCodec.encode({ through })),
    /** A plan. */
    allowancePlan: (planId: string) => table.read(allowancePlanKey(planId), allowancePlanCodec.decode),
    /** All plans, the newest years first. */
    allowancePlans: (request: PageRequest) =>
      table.page({ index: listingIndex, partition: plans, descending: true, ...request }, allowancePlanCodec.decode),
    /** Puts a plan: a new one (version 1) or its next version; `stale` when it has changed since it was read. */
    allowancePlanPut: (plan: AllowancePlan) =>
      table.putVersion(
        allowancePlanKey(plan.planId),
        { ...allowancePlanCodec.encode(plan), ...listedAs(plans, `${plan.year}#${plan.planId}`) },
        plan.version,
      ),
    /** The areas of a market and year whose plans are approved; version 0 before the first. */
    planAreas: async (of: Pick<AllowancePlan, "market" | "year">): Promise<PlanAreas> =>
      (await table.read(planAreasKey(of), planAreasCodec.decode)) ?? { plans: [], version: 0 },
    /** Puts their next version; `stale` if another plan was approved or withdrawn meanwhile. */
    planAreasPut: (of: Pick<AllowancePlan, "market" | "year">, row: PlanAreas) =>
      table.putVersion(planAreasKey(of), planAreasCodec.encode(row), row.version),
    /** What an entity gets under a plan. */
    allowanceLine: (name: AllowanceLineName) => table.read(allowanceLineKey(name), allowanceLineCodec.decode),
    /** Several lines of a plan, a hundred at most, in one call. */
    allowanceLinesOf: (planId: string, partyIds: readonly string[]) =>
      table.readMany(
        partyIds.map((partyId) => allowanceLineKey({ planId, partyId })),
        allowanceLineCodec.decode,
      ),
    /** Lines of a plan, by entity, a page at a time. */
    allowanceLines: (planId: string, request: PageRequest) =>
      table.page({ partition: allowancePlanPartition(planId), prefix: allowanceLinePrefix, ...request }, allowanceLineCodec.decode),
    /** Every line of a plan, for the sum of one that is approved. */
    everyAllowanceLine: (planId: string) =>
      table.all({ partition: allowancePlanPartition(planId), prefix: allowanceLinePrefix }, allowanceLineCodec.decode),
    /** Lines of a plan after that of an entity; from the first one without it. */
    allowanceLinesAfter: async (planId: string, partyId: string | undefined, limit: number) => {
      // No id has a character between `!` and the smallest of ids.
      const from = partyId === undefined ? allowanceLinePrefix : `${allowanceLinePrefix}${partyId}!`;
      const query = { partition: allowancePlanPartition(planId), from, to: `${allowanceLinePrefix}~`, limit };
      return (await table.page(query, allowanceLineCodec.decode)).items;
    },
    /** Published allocations of a member, newest first. */
    allowancesOf: (partyId: string, request: PageRequest) =>
      table.page({ index: secondListingIndex, partition: linesOfParty(partyId), descending: true, ...request }, allowanceLineCodec.decode),
    /** Puts a line: a new one (version 1) or its next version; `stale` when it has changed since it was read. */
    allowanceLinePut: (line: AllowanceLine) => {
      const { publishedAt, partyId, planId } = line;
      return table.putVersion(
        allowanceLineKey(line),
        {
          ...allowanceLineCodec.encode(line),
          ...(publishedAt !== undefined && alsoListedAs(linesOfParty(partyId), `${publishedAt}#${planId}`)),
        },
        line.version,
      );
    },
    /** An objection. */
    allowanceObjection: (name: AllowanceLineName & { readonly objectionId: string }) =>
      table.read(allowanceObjectionKey(name), allowanceObjectionCodec.decode),
    /** The objections of an entity to a plan, the first one first: a few. */
    allowanceObjections: ({ planId, partyId }: AllowanceLineName) =>
      table.page(
        { partition: allowancePlanPartition(planId), prefix: allowanceObjectionPrefix(partyId), limit: 100 },
        allowanceObjectionCodec.decode,
      ),
    /** Puts an objection: a new one (version 1) or its next version. */
    allowanceObjectionPut: (objection: AllowanceObjection) =>
      table.putVersion(allowanceObjectionKey(objection), allowanceObjectionCodec.encode(objection), objection.version),
  };
}
