import * as z from "zod";
import { wholeTonnesInput } from "../../../shared/carbon/whole-tonnes.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { field, instantOut } from "../../../shared/kernel/fields.ts";
import {
  decimalOut,
  documentReference,
  id,
  pageOf,
  pageQuery,
  pathYear,
  positiveTonnes,
  reasonGiven,
} from "../../../shared/kernel/schemas.ts";
import { byArea, entityReaders, entityStated, entityYear, ofEntityYear } from "../shapes.ts";
import { allowanceName, allowancePart, marketOut, obligation, serialRange, serialRangeOut, surrender, surrenderStated } from "./shapes.ts";

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
      tonnes: wholeTonnesInput
        .optional()
        .describe("Allowances to take, the oldest valid vintage first; absent where they are named, or none is taken"),
      allowances: z.array(allowancePart).max(20).optional().describe("Allowances by name, where the entity chooses"),
      offsets: z.array(serialRange).max(20).optional().describe("Certified reductions by their serial numbers in the registry"),
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
  orderSurrender: endpoint({
    operationId: "orderSurrender",
    method: "POST",
    path: `${obligationPath}/orders`,
    summary:
      "Orders surrender out of allowances that are frozen: the freeze gives them up, and they are retired for the entity's obligation.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: ofEntityYear,
    body: z.object({ holdId: id.describe("The freeze"), instrument: allowanceName, tonnes: wholeTonnesInput, ...document }),
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
    body: z.object({ instrument: allowanceName, tonnes: wholeTonnesInput, ...document }),
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
      ground: z.enum(determinationGrounds).describe("Why the regulator sets it: no report, or a rejected one that was not filed again"),
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
    body: z.object({ instrument: allowanceName, tonnes: wholeTonnesInput, reason: reasonGiven }),
    response: z.object({
      cancellationId: z.string().describe("Cancellation"),
      instrument: field.instrument,
      tonnes: decimalOut.describe("Whole tonnes"),
      cancelledAt: instantOut("When they were cancelled"),
    }),
    refusals: ["surrender-exceeds-free", "vintage-expired"],
  }),
  listObligations: endpoint({
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
  readObligation: endpoint({
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

/** The facts of surrender. */
export const surrenderFacts = {
  obligationChanged: factSchema(
    "surrender-obligation-changed",
    1,
    z.object({
      ...entityYear,
      market: marketOut,
      requiredTonnes: decimalOut.describe(
        "Verified emissions, or those that the regulator determined, in whole tonnes; 0 while there are none",
      ),
      addedTonnes: decimalOut.describe("Whole tonnes on top, such as pre-allocated allowances that could not be taken back"),
      surrenderedTonnes: decimalOut.describe("Allowances surrendered, in whole tonnes"),
      offsetTonnes: decimalOut.describe("Certified reductions surrendered, in whole tonnes"),
      offsetLimitTonnes: decimalOut.describe("Certified reductions that may be surrendered at most"),
      deadlineAt: instantOut("First instant at which what is not surrendered is overdue"),
      state: z.string().describe("State of the obligation: `open` or `met`"),
      version: z.int().describe("Number of this state: the highest is the current one"),
      because: z
        .object({
          factType: z.string().describe("Type of the fact that changed it"),
          reference: z.string().describe("Id of what it is about"),
        })
        .describe("What changed it"),
    }),
    "What an entity has to surrender for a year, whole, after a change.",
  ),
  surrendered: factSchema(
    "allowances-surrendered",
    1,
    z.object(surrenderStated),
    "Allowances or certified reductions were surrendered and retired, by the entity or by the regulator's order.",
  ),
  givenBack: factSchema(
    "allowances-given-back",
    1,
    z.object(surrenderStated),
    "Allowances that were surrendered beyond what is required were given back to the entity.",
  ),
  cancelled: factSchema(
    "allowances-cancelled",
    1,
    z.object({
      cancellationId: z.string().describe("Cancellation"),
      ...entityStated,
      instrument: field.instrument,
      tonnes: decimalOut.describe("Whole tonnes"),
      reason: field.reason,
    }),
    "A holder cancelled allowances for good and for no obligation.",
  ),
  emissionsDetermined: factSchema(
    "carbon-emissions-determined",
    1,
    z.object({
      ...entityYear,
      market: marketOut,
      tco2: decimalOut.describe("Conservative figure in tonnes of CO2"),
      requiredTonnes: decimalOut.describe("Whole tonnes to surrender, by the rounding of the market"),
      ground: z.string().describe("`no-report` or `report-rejected`"),
      reason: field.reason,
      documentNumber: field.documentNumber,
    }),
    "The regulator set a conservative figure for the emissions of a year.",
  ),
  serialsUsed: factSchema(
    "offset-serials-used",
    1,
    z.object({
      ...serialRangeOut.shape,
      ...entityYear,
      surrenderId: z.string().describe("Surrender that used them"),
      tonnes: decimalOut.describe("Tonnes: one a serial number"),
    }),
    "Serial numbers of certified reductions were used, which happens once only.",
  ),
} as const;
