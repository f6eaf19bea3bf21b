import * as z from "zod";
import { areaCode, areaCodeOut } from "../../../shared/kernel/areas.ts";
import { endpoint, roles } from "../../../shared/kernel/endpoint.ts";
import { field, instantOut } from "../../../shared/kernel/fields.ts";
import { component, decimalOut, growingWordsOut, instant, pageOf, pageQuery, words } from "../../../shared/kernel/schemas.ts";
import { holdPurpose } from "../../../shared/ledger/hold.ts";
import { instrumentClasses } from "../../../shared/ledger/instrument.ts";
import { readingRefusals } from "../readings/problems.ts";
import { whyAsked } from "../readings/shapes.ts";
import { accountOwner } from "../statements/contract.ts";
import { accountOwners } from "./owners.ts";
import { unitsOfClasses } from "./units.ts";

const heldPart = component("HeldPart", { purpose: holdPurpose, quantity: decimalOut.describe("Quantity held for it") });

/** A position at an instant, with whose it is. */
const holding = component("AccountHolding", {
  account: field.account,
  partyId: field.partyId.optional(),
  partyName: field.partyName.optional(),
  siteId: field.siteId.optional(),
  siteName: z.string().optional().describe("Name of the site"),
  area: areaCodeOut.describe("Area of the site, else of the member, else of the pool or the city"),
  instrument: field.instrument,
  class: growingWordsOut("HoldingClass", instrumentClasses, "Class of the instrument"),
  unit: growingWordsOut("HoldingUnit", [...new Set(Object.values(unitsOfClasses))], "What the quantities count"),
  available: decimalOut.describe("Available quantity"),
  held: decimalOut.describe("Held quantity"),
  heldFor: z
    .array(heldPart)
    .optional()
    .describe("What is held by purpose; absent where the position was moved before purposes were recorded, until records are replayed"),
});

const page = pageOf(holding)
  .extend({
    at: instantOut("As of when"),
    watermark: instantOut("No further entry can appear that occurred at or before this instant"),
    final: z.boolean().describe("Whether `at` is at or before the watermark, so that these positions are final"),
  })
  .meta({ id: "AccountHoldingPage" });

const asOf = { at: instant.optional().describe("Now when absent; never later").meta({ example: "2026-03-02T04:00:00.000Z" }) };
const refusals = ["records-behind", "instant-to-come", ...readingRefusals] as const;

/** The endpoints of holdings. */
export const holdingsEndpoints = {
  listHoldingsAsOf: endpoint({
    operationId: "listHoldingsAsOf",
    method: "GET",
    path: "/records/holdings",
    summary:
      "Lists every position that a member and its sites, one of its sites, or a house account ever had, as it was at an instant, with what is held by purpose; answered only if the records hold all entries.",
    roles,
    query: pageQuery.extend({ ...accountOwner, ...asOf, ...whyAsked }),
    response: page,
    refusals,
  }),
  listAreaHoldings: endpoint({
    operationId: "listAreaHoldings",
    method: "GET",
    path: "/records/holdings/areas",
    summary: "Lists every position of the members and sites of an area, or of its house accounts, as it was at an instant, area by area.",
    roles: ["regulator", "district", "operator"],
    query: pageQuery.extend({
      area: areaCode.optional().describe("The caller's whole area of responsibility when absent").meta({ example: "420704" }),
      of: words("AccountOwners", accountOwners, "Accounts of members and sites, or house accounts").default("members"),
      ...asOf,
      ...whyAsked,
    }),
    response: page,
    refusals,
  }),
} as const;
