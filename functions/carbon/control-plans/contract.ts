import * as z from "zod";
import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { field } from "../../../shared/kernel/fields.ts";
import { count, id, pageOf, pageQuery, pathYear, queryInteger, reasonGiven } from "../../../shared/kernel/schemas.ts";
import { entityReaders } from "../shapes.ts";
import { controlPlansLifecycles } from "./lifecycles.ts";
import { controlPlan, plannedActivities, plannedActivity, planStated } from "./shapes.ts";

const path = "/carbon/control-plans/{partyId}/{year}";
const ofPlan = z.object({ partyId: id, year: pathYear });

/** The endpoints of data-quality control plans. */
export const controlPlansEndpoints = {
  fileControlPlan: endpoint({
    operationId: "fileControlPlan",
    method: "PUT",
    path,
    summary:
      "Files an enterprise's data-quality control plan for a year, or a change of it, which the bureau approves. Once its year has begun it names why.",
    roles: ["enterprise"],
    secondPerson: { choice: "carbon" },
    params: ofPlan,
    body: z.object({
      activities: plannedActivities,
      changeReason: reasonGiven.optional().describe("Why it changes within its year, or is filed late; needed once the year has begun"),
    }),
    response: controlPlan,
    refusals: ["not-a-key-entity", "change-needs-reason", "factor-not-conservative"],
  }),
  decideControlPlan: endpoint({
    operationId: "decideControlPlan",
    method: "POST",
    path: `${path}/decision`,
    summary: "Approves a version of a control plan, which is in force from then on, or returns it.",
    roles: ["regulator"],
    params: ofPlan,
    body: z.object({
      planVersion: count.min(1).describe("Version that is decided: the latest one"),
      decision: z.enum(["approved", "returned"]).describe("`approved` or `returned`"),
      reason: reasonGiven,
    }),
    response: controlPlan,
    refusals: ["wrong-state", "own-work"],
  }),
  readControlPlan: endpoint({
    operationId: "readControlPlan",
    method: "GET",
    path,
    summary:
      "Reads a control plan: its latest version, or the one asked for. Enterprises see their own, authorities those of their area, a verifier that of the year that it verifies.",
    roles: [...entityReaders, "verifier"],
    params: ofPlan,
    query: z.object({
      version: queryInteger(1, 9_999, { zh: "版本", en: "versions" })
        .optional()
        .describe("Version; the latest by default")
        .meta({ example: 1 }),
    }),
    response: controlPlan,
    refusals: [],
  }),
  listControlPlans: endpoint({
    operationId: "listControlPlans",
    method: "GET",
    path: "/carbon/control-plans",
    summary:
      "Lists versions of control plans, newest first: enterprises see all of their own, authorities those in one state, area by area.",
    roles: entityReaders,
    query: pageQuery.extend({
      area: areaCode.optional().describe("Only this area; the caller's own area by default"),
      state: z
        .enum(controlPlansLifecycles.controlPlan.states as ["filed", ...string[]])
        .default("filed")
        .describe("State of the versions that authorities list; `filed` by default"),
    }),
    response: pageOf(controlPlan),
    refusals: [],
  }),
} as const;

/** The facts of data-quality control plans. */
export const controlPlansFacts = {
  controlPlanFiled: factSchema(
    "control-plan-filed",
    1,
    z.object({ ...planStated, activities: z.array(plannedActivity).describe("Every activity that the entity measures") }),
    "An enterprise filed a version of its data-quality control plan.",
  ),
  controlPlanApproved: factSchema(
    "control-plan-approved",
    1,
    z.object({ ...planStated, late: z.boolean().describe("Whether its year had begun"), reason: field.reason }),
    "The bureau approved a version of a control plan: months and reports of its year rest on it.",
  ),
  controlPlanReturned: factSchema(
    "control-plan-returned",
    1,
    z.object({ ...planStated, reason: field.reason }),
    "The bureau returned a version of a control plan; an earlier approved one stays in force.",
  ),
};
