import * as z from "zod";
import { areaCode } from "../../../../shared/kernel/areas.ts";
import { endpoint } from "../../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../../shared/kernel/fact.ts";
import { dayOut, field, instantOut } from "../../../../shared/kernel/fields.ts";
import { component, pageOf, pageQuery } from "../../../../shared/kernel/schemas.ts";
import { filingShown } from "../../filing/contract.ts";
import { ofBank, pledgePath } from "../../pledges/endpoint-parts.ts";
import { placeOut, pledgeIdOut, pledgeParams, pledgeRead, pledgeStated } from "../../pledges/shapes.ts";

const nameFiling = {
  pledgeId: pledgeIdOut,
  registrationNumber: z.string().describe("Number of the registration here"),
  bankId: field.partyId.describe("Bank that has to file"),
  bankName: field.partyName,
  formerName: z.string().describe("Name that the unified registry still shows"),
  name: z.string().describe("Name that it has to show"),
  fileBy: instantOut("First instant at which the filing is overdue"),
} as const;

/** The endpoints of amended filings. */
export const nameEndpoints = {
  amendFiling: endpoint({
    operationId: "amendFiling",
    method: "POST",
    path: `${pledgePath}/filing-amendments`,
    summary:
      "Records what the unified registry shows after the bank had the filing amended or extended there: its number and place stay, added collateral gets its own.",
    ...ofBank,
    params: pledgeParams,
    body: z.object(filingShown),
    response: pledgeRead,
    refusals: ["wrong-state", "filed-in-future", "day-out-of-order", "filing-term-outside"],
  }),
  listOverdueNameFilings: endpoint({
    operationId: "listOverdueNameFilings",
    method: "GET",
    path: "/collateral/overdue-name-filings",
    summary:
      "Lists pledges whose pledgor's new name was not filed in time, the longest first: those of the calling bank, or those of an area.",
    roles: ["bank", "regulator", "district", "operator"],
    query: pageQuery.extend({
      area: areaCode.optional().describe("For authorities: only this area and its sub-areas; their own area by default"),
    }),
    response: pageOf(component("OverdueNameFiling", nameFiling)),
    refusals: [],
  }),
} as const;

/** The facts of amended filings. */
export const nameFacts = {
  filingAmended: factSchema(
    "pledge-filing-amended",
    1,
    z.object({
      ...pledgeStated,
      amended: placeOut.describe("Time of the amendment, and the number of the filing"),
      until: dayOut("Last day of the registration there"),
    }),
    "The filing of a pledge with the unified registry was amended or extended.",
  ),
  nameFilingDue: factSchema(
    "pledge-name-filing-due",
    1,
    z.object(nameFiling),
    "The name of a pledgor changed: its bank has to file that with the unified registry.",
  ),
  nameFilingOverdue: factSchema("pledge-name-filing-overdue", 1, z.object(nameFiling), "The new name of a pledgor was not filed in time."),
} as const;
