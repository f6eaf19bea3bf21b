import * as z from "zod";
import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { field, instantOut } from "../../../shared/kernel/fields.ts";
import { message } from "../../../shared/kernel/message.ts";
import { count, id, pageOf, pageQuery, pathYear, reasonGiven } from "../../../shared/kernel/schemas.ts";
import { entityReaders } from "../shapes.ts";
import { monthsLifecycles } from "./lifecycles.ts";
import { month, monthStated, monthValue, monthValues, monthWithHistory, pathMonth, storeReason } from "./shapes.ts";

const path = "/carbon/months/{partyId}/{year}/{month}";
const ofMonth = z.object({ partyId: id, year: pathYear, month: pathMonth });
const values = z.array(monthValue).describe("A value for every activity of the control plan");

/** The endpoints of monthly storage. */
export const monthsEndpoints = {
  storeMonth: endpoint({
    operationId: "storeMonth",
    method: "PUT",
    path,
    summary:
      "Stores what an entity's activities took in a month that is over, by the meters of its control plan, or changes it before it is checked. A missed month is stored late until the year's report is submitted.",
    roles: ["enterprise"],
    secondPerson: { choice: "carbon" },
    params: ofMonth,
    body: z.object({ values: monthValues, reason: storeReason }),
    response: month,
    refusals: [
      "plan-not-approved",
      "month-not-over",
      "wrong-state",
      "report-submitted",
      "change-without-reason",
      "activities-differ",
      "meter-not-in-plan",
      "unit-not-of-activity",
      "calibration-in-future",
      "evidence-not-uploaded",
    ],
  }),
  checkMonth: endpoint({
    operationId: "checkMonth",
    method: "POST",
    path: `${path}/check`,
    summary:
      "Passes a stored month or returns it: the district first, then the city's bureau, which does both for entities of the whole city. A check after its deadline is possible, and marked late.",
    roles: ["district", "regulator"],
    params: ofMonth,
    body: z
      .object({
        version: count.min(1).describe("Version of the month that was checked"),
        decision: z.enum(["passed", "returned"]).describe("`passed` or `returned`"),
        reason: reasonGiven.optional().describe("Why it is returned; needed then"),
      })
      .refine(
        ({ decision, reason }) => decision === "passed" || reason !== undefined,
        message("退回须说明理由（reason）", "a `reason` with what is returned"),
      ),
    response: month,
    refusals: ["version-differs", "wrong-state", "own-work", "report-submitted"],
  }),
  readMonth: endpoint({
    operationId: "readMonth",
    method: "GET",
    path,
    summary:
      "Reads a month with its history: enterprises see their own, authorities those of their area, a verifier those of the year that it verifies.",
    roles: [...entityReaders, "verifier"],
    params: ofMonth,
    response: monthWithHistory,
    refusals: [],
  }),
  listMonths: endpoint({
    operationId: "listMonths",
    method: "GET",
    path: "/carbon/months",
    summary: "Lists months, the latest first: enterprises see all of their own, authorities those in one state, area by area.",
    roles: entityReaders,
    query: pageQuery.extend({
      area: areaCode.optional().describe("Only this area; the caller's own area by default"),
      state: z
        .enum(monthsLifecycles.month.states as ["open", ...string[]])
        .default("stored")
        .describe("State of the months that authorities list; `stored` by default"),
    }),
    response: pageOf(month),
    refusals: [],
  }),
} as const;

/** The facts of monthly storage. */
export const monthsFacts = {
  monthStored: factSchema(
    "month-stored",
    1,
    z.object({
      ...monthStated,
      values,
      late: z.boolean().describe("Whether its deadline had passed"),
      reason: field.reason.optional().describe("Why what was stored before changes"),
    }),
    "An entity stored a month, or changed it.",
  ),
  monthChecked: factSchema(
    "month-checked",
    1,
    z.object({
      ...monthStated,
      state: z.string().describe("`district-checked` or `city-checked`"),
      late: z.boolean().describe("Whether the deadline of the check had passed"),
    }),
    "The district or the city's bureau passed a month.",
  ),
  monthReturned: factSchema(
    "month-returned",
    1,
    z.object({ ...monthStated, reason: field.reason, storeBy: instantOut("Until when it is stored again") }),
    "A month was returned to its entity, which stores it again.",
  ),
  monthMissed: factSchema(
    "month-missed",
    1,
    z.object({ ...monthStated, values }),
    "An entity has not stored a month in time: it takes the conservative values of the control plan.",
  ),
  monthDue: factSchema(
    "month-due",
    1,
    z.object({ ...monthStated, storeBy: instantOut("Until when the enterprise stores it") }),
    "A month is not stored yet, and its deadline is near.",
  ),
};
