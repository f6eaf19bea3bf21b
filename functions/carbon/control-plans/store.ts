import { listingIndex, secondListingIndex } from "../../../shared/deployment/indexes.ts";
import type { Key, PageRequest } from "../../../shared/store/client.ts";
import { flag, integer, json, oneOf, optional, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import { alsoListedAs, listedAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import { controlPlansLifecycles } from "./lifecycles.ts";
import { plannedActivity } from "./shapes.ts";

const planFields = {
  partyId: text,
  partyName: text,
  creditCode: text,
  area: text,
  year: text,
  planVersion: integer,
  changeReason: optional(text),
  activities: json((value) => plannedActivity.array().parse(value)),
  state: oneOf(...controlPlansLifecycles.controlPlan.states),
  filedBy: text,
  filedAt: text,
  late: flag,
  decidedAt: optional(text),
  decisionReason: optional(text),
  version: integer,
};
/** A version of a control plan. */
export type ControlPlan = RowOf<typeof planFields>;
const planCodec = rowCodec(planFields);
const headFields = { latest: integer, inForce: optional(integer), version: integer };
/** Which version of a control plan is the latest, and which one is in force. */
export type ControlPlanHead = RowOf<typeof headFields>;
const headCodec = rowCodec(headFields);

type OfPlan = Pick<ControlPlan, "partyId" | "year">;

function planPartition({ partyId, year }: OfPlan): string {
  return `control-plan#${partyId}#${year}`;
}
function planKey(of: OfPlan, planVersion: number): Key {
  return { pk: planPartition(of), sk: `version#${String(planVersion).padStart(6, "0")}` };
}
function headKey(of: OfPlan): Key {
  return { pk: planPartition(of), sk: "head" };
}

/** Reads and writes of data-quality control plans, over the table Carbon. */
export function controlPlansRows(table: Table) {
  return {
    /** Which version of a plan is the latest and which is in force, if any was filed. */
    controlPlanHead: (of: OfPlan) => table.read(headKey(of), headCodec.decode),
    /** A version of a plan. */
    controlPlan: (of: OfPlan, planVersion: number) => table.read(planKey(of, planVersion), planCodec.decode),
    /** Versions of a member's plans, newest first. */
    controlPlansOf: (partyId: string, request: PageRequest) =>
      table.page({ index: secondListingIndex, partition: `control-plans#${partyId}`, descending: true, ...request }, planCodec.decode),
    /** Versions in a state in exactly one area, newest first. */
    controlPlansIn: (state: string, area: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: `control-plans#${state}#${area}`, descending: true, ...request }, planCodec.decode),
    /** Puts the next version of which versions stand. */
    controlPlanHeadPut: (of: OfPlan, head: ControlPlanHead) => table.putVersion(headKey(of), headCodec.encode(head), head.version),
    /** Puts a version of a plan: new (version 1 of its row), or as it was decided. */
    controlPlanPut: (row: ControlPlan) => {
      const at = `${row.filedAt}#${row.partyId}#${row.planVersion}`;
      return table.putVersion(
        planKey(row, row.planVersion),
        {
          ...planCodec.encode(row),
          ...listedAs(`control-plans#${row.state}#${row.area}`, at),
          ...alsoListedAs(`control-plans#${row.partyId}`, at),
        },
        row.version,
      );
    },
  };
}
