import * as z from "zod";
import { positiveWholeTonnes } from "../../../shared/carbon/quantities.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { documentReference, id, pageOf, pageQuery, pathYear, positiveTonnes, reasonGiven } from "../../../shared/kernel/schemas.ts";
import { byArea, entityReaders, ofEntityYear } from "../shapes.ts";
import { allowanceCancellation, allowanceFreeze, allowanceName, allowancePart, obligation, serialRange, surrender } from "./shapes.ts";

const determinationGrounds = ["no-report", "report-rejected"] as const;
const document = { documentNumber: documentReference, reason: reasonGiven };
const obligationPath = "/carbon/obligations/{partyId}/{year}" as const;

/** The endpoints of surrender. */
export const surrenderEndpoints = {
  surrenderAllowances: endpoint({
    operationId: "surrenderAllowances",
    method: "POST",
    path: "/carbon/surrenders",
    summary:
      "Surrenders allowances and certified reductions for a year: the oldest valid vintage first, unless the entity names its allowances. What is surrendered is retired.",
    roles: ["enterprise"],
    secondPerson: { choice: "carbon" },
    body: z.object({
      year: pathYear.describe("Year whose emissions are surrendered for"),
      tonnes: positiveWholeTonnes
        .optional()
        .describe("Allowances to take, the oldest valid vintage first; absent where they are named, or none is taken"),
      allowances: z.array(allowancePart).max(12).optional().describe("Allowances by name, where the entity chooses"),
      offsets: z.array(serialRange).max(10).optional().describe("Certified reductions by their serial numbers in the registry"),
    }),
    response: surrender,
    refusals: [
      "nothing-to-surrender",
      "no-obligation",
      "surrender-above-open",
      "surrender-exceeds-free",
      "vintage-expired",
      "allowance-of-another-market",
      "offset-share-exceeded",
      "serial-range-inverted",
      "serials-used",
    ],
  }),
  freezeAllowances: endpoint({
    operationId: "freezeAllowances",
    method: "POST",
    path: "/carbon/allowances/of/{partyId}/freezes",
    summary:
      "Freezes free allowances of an entity, or lifts a freeze by some tonnes. What is frozen neither moves nor counts; surrender may be ordered out of it.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: ofEntityYear.pick({ partyId: true }),
    body: z.object({
      liftedHoldId: id.optional().describe("The freeze that is lifted; absent for a new one"),
      instrument: allowanceName,
      tonnes: positiveWholeTonnes,
      ...document,
    }),
    response: allowanceFreeze,
    refusals: ["surrender-exceeds-free", "vintage-expired", "not-frozen"],
  }),
  orderSurrender: endpoint({
    operationId: "orderSurrender",
    method: "POST",
    path: `${obligationPath}/orders`,
    summary:
      "Orders surrender out of allowances that are frozen: the freeze gives them up, and they are retired for the entity's obligation.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: ofEntityYear,
    body: z.object({ holdId: id.describe("The freeze"), instrument: allowanceName, tonnes: positiveWholeTonnes, ...document }),
    response: surrender,
    refusals: ["no-obligation", "surrender-above-open", "not-frozen", "vintage-expired", "allowance-of-another-market"],
  }),
  giveBackAllowances: endpoint({
    operationId: "giveBackAllowances",
    method: "POST",
    path: `${obligationPath}/giving-back`,
    summary: "Gives back allowances that were surrendered beyond what a corrected report requires. Certified reductions stay used.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: ofEntityYear,
    body: z.object({ instrument: allowanceName, tonnes: positiveWholeTonnes, ...document }),
    response: surrender,
    refusals: ["no-obligation", "above-surplus", "vintage-expired"],
  }),
  determineEmissions: endpoint({
    operationId: "determineEmissions",
    method: "POST",
    path: `${obligationPath}/determinations`,
    summary: "Sets a conservative figure for a year without an accepted report, after the day by which it had to be filed.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: ofEntityYear,
    body: z.object({
      tco2: positiveTonnes.describe("Emissions in tonnes of CO2, conservatively"),
      ground: z
        .enum(determinationGrounds)
        .describe("Why the regulator sets it: no report, or one that was rejected or reopened and not filed again"),
      ...document,
    }),
    response: obligation,
    refusals: ["not-in-a-market", "report-not-due", "report-stands"],
  }),
  cancelAllowances: endpoint({
    operationId: "cancelAllowances",
    method: "POST",
    path: "/carbon/allowances/cancellations",
    summary: "Cancels allowances of the caller for good and for no obligation.",
    roles: ["enterprise"],
    secondPerson: { choice: "carbon" },
    body: z.object({ instrument: allowanceName, tonnes: positiveWholeTonnes, reason: reasonGiven }),
    response: allowanceCancellation,
    refusals: ["surrender-exceeds-free", "vintage-expired"],
  }),
  listSurrenderObligations: endpoint({
    operationId: "listSurrenderObligations",
    method: "GET",
    path: "/carbon/obligations",
    summary:
      "Lists what entities have to surrender, newest year first: enterprises their own, authorities those of their area, area by area.",
    roles: entityReaders,
    query: byArea,
    response: pageOf(obligation),
    refusals: [],
  }),
  readSurrenderObligation: endpoint({
    operationId: "readSurrenderObligation",
    method: "GET",
    path: obligationPath,
    summary: "Reads what an entity has to surrender for a year, and what it has surrendered.",
    roles: entityReaders,
    params: ofEntityYear,
    response: obligation,
    refusals: [],
  }),
  listSurrenders: endpoint({
    operationId: "listSurrenders",
    method: "GET",
    path: `${obligationPath}/surrenders`,
    summary: "Lists surrenders of an entity for a year, orders and what was given back, newest first.",
    roles: entityReaders,
    params: ofEntityYear,
    query: pageQuery,
    response: pageOf(surrender),
    refusals: [],
  }),
} as const;
