import * as z from "zod";
import { areaCodeOut } from "../../../shared/kernel/areas.ts";
import { endpoint, roles } from "../../../shared/kernel/endpoint.ts";
import { bilingualText, field, instantOut } from "../../../shared/kernel/fields.ts";
import { message } from "../../../shared/kernel/message.ts";
import { component, decimalOut, growingWordsOut, instant, pageOf, pageQuery, tonnes, words } from "../../../shared/kernel/schemas.ts";
import { type InstrumentClass, instrumentName } from "../../../shared/ledger/instrument.ts";
import { unitsOfClasses } from "../holdings/units.ts";
import { readingRefusals } from "../readings/problems.ts";
import { whyAsked } from "../readings/shapes.ts";
import { accountOwner } from "../statements/contract.ts";
import { directions } from "./attribution.ts";
import { stepWords } from "./steps.ts";

const places = ["site", "party", "reserve", "cap", "escrow", "award", "plan", "allocation", "proceeds", "issue", "retired"] as const;
const ends = ["began", "ended", "held", "not-covered", "hidden", "deep"] as const;

/** Where units were, or went. */
const place = component("PedigreePlace", {
  kind: growingWordsOut("PedigreePlaceKind", places, "Kind of account"),
  account: field.account.optional(),
  partyId: field.partyId.optional(),
  partyName: field.partyName.optional(),
  siteId: field.siteId.optional(),
  siteName: z.string().optional().describe("Name of the site"),
  area: areaCodeOut.optional(),
  instrument: field.instrument,
  quantity: decimalOut.describe("Quantity of these units, as this instrument"),
  unit: growingWordsOut("HoldingUnit", [...new Set(Object.values(unitsOfClasses))], "What the quantities count"),
});

const serials = component("PedigreeSerials", {
  kind: z.string().describe("Kind of certified reduction"),
  project: z.string().describe("Number of the project and monitoring period in the registry"),
  first: z.string().describe("First serial number"),
  last: z.string().describe("Last serial number, included"),
});

/** What the decision behind an entry says, as far as the reader may see it. */
const said = component("PedigreeDecision", {
  recordId: z.string().optional().describe("Trade record of it"),
  auctionId: z.string().optional().describe("Auction"),
  planId: z.string().optional().describe("Plan of allocations or allowances"),
  certificateId: z.string().optional().describe("Certificate of the reduction"),
  title: z.string().optional().describe("Title of the sale or plan"),
  documentNumber: field.documentNumber.optional(),
  contractNumber: z.string().optional().describe("Number of the contract"),
  confirmationNumber: z.string().optional().describe("Number of the confirmation sheet or receipt"),
  blockReference: z.string().optional().describe("Reference of the delivered block, never used again"),
  source: z.string().optional().describe("Source of quota of the reserve"),
  year: z.string().optional().describe("Year of a cap or of a surrender"),
  market: z.string().optional().describe("Market of allowances"),
  offsets: z.array(serials).optional().describe("Serial numbers of certified reductions that were surrendered with it"),
});

/** One step of a pedigree. */
const step = component("PedigreeStep", {
  depth: z.int().min(0).describe("0 for what was asked about; a step follows from the last one before it with a depth of one less"),
  step: growingWordsOut("PedigreeStepKind", stepWords, "What happened"),
  place: place.optional().describe("Where the units are, of steps without an entry"),
  from: place.optional().describe("Where the units came from; absent where they began"),
  to: place.optional().describe("Where they went; absent where they ended"),
  occurredAt: instantOut("When it happened").optional(),
  factId: z.string().optional().describe("Ledger fact, and the fact of the decision behind it; to be asked about in its turn"),
  cause: z
    .object({ kind: z.string().describe("Kind of the cause"), reference: z.string().describe("Id of the cause") })
    .optional()
    .describe("Cause of the entry; absent where it is another member's"),
  decision: said.optional().describe("What the decision behind it says; absent where the entry is the only fact, or another member's"),
  end: growingWordsOut(
    "PedigreeEnd",
    ends,
    "Why nothing follows from it: the units began or ended; they are still held, or a debt of a lowered cap is not covered yet; the owner is hidden from the reader; or it is too deep, and may be asked about on its own",
  ).optional(),
  obligations: z
    .array(z.string())
    .optional()
    .describe(
      "Obligations of compliance that the units count for: of permits at a site, those of the years of their term from then on, as long as they stay; of what was surrendered, the one of its year",
    ),
});

const page = pageOf(step)
  .extend({
    rule: bilingualText.describe("Rule by which units are attributed"),
    direction: words("PedigreeDirection", directions, "Towards where units came from, or towards where they went"),
    at: instantOut("As of when"),
    watermark: instantOut("No further entry can appear that occurred at or before this instant"),
    final: z.boolean().describe("Whether `at` is at or before the watermark, so that no later fact changes the answer"),
  })
  .meta({ id: "PedigreePage" });

const asOf = {
  at: instant
    .optional()
    .describe("Entries up to this instant; now when absent, and never later")
    .meta({ example: "2026-03-02T04:00:00.000Z" }),
};
const onward = {
  direction: words("PedigreeDirection", directions, "Towards where units came from, or towards where they went")
    .default("backwards")
    .meta({ example: "forwards" }),
  ...asOf,
};
const refusals = ["records-behind", "instant-to-come", ...readingRefusals] as const;

/** Classes whose units are followed: units of one of them only ever become units of another of them. */
export const followedClasses: readonly InstrumentClass[] = ["quota", "permit", "headroom", "allowance", "offset", "need"];

/** The id of a fact in a path. */
const factId = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, message("须为事实编号", "the id of a fact"))
  .describe("Ledger fact: that of an addition to the reserve, a cap, a certificate, a delivery or any other entry");
const blockReference = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, message("须为批次编号", "the reference of a block"))
  .describe("Reference of a delivered block")
  .meta({ example: "SO2.ezhou.202701.203112.0195a1b2-0c00-7000-8000-000000000001.0001" });

/** The endpoints of the pedigree of tonnes. */
export const pedigreeEndpoints = {
  readPositionPedigree: endpoint({
    operationId: "readPositionPedigree",
    method: "GET",
    path: "/records/pedigree",
    summary:
      "Reads where the units of a position came from, first in, first out: step by step through sale, award, auction and reserve to reductions and caps.",
    roles,
    query: pageQuery.extend({
      ...accountOwner,
      instrument: instrumentName,
      fromTonne: tonnes.optional().describe("Only from this much of what is held on, the oldest units first; 0 when absent"),
      toTonne: tonnes.optional().describe("Only up to this much of what is held; all when absent"),
      ...asOf,
      ...whyAsked,
    }),
    response: page,
    refusals: [...refusals, "instrument-unknown", "pedigree-not-kept", "tonnes-not-held"],
  }),
  readEntryPedigree: endpoint({
    operationId: "readEntryPedigree",
    method: "GET",
    path: "/records/pedigree/entries/{factId}",
    summary:
      "Reads where the units of a ledger entry came from or, forwards, who used them: from an addition to the reserve, a reduction or a cap to auctions, sites, discharge and expiry.",
    roles,
    params: z.object({ factId }),
    query: pageQuery.extend({
      ...onward,
      instrument: instrumentName.optional().meta({ example: "permit/SO2/ezhou/2027-01/2031-12" }),
      ...whyAsked,
    }),
    response: page,
    refusals,
  }),
  readBlockPedigree: endpoint({
    operationId: "readBlockPedigree",
    method: "GET",
    path: "/records/pedigree/blocks/{blockReference}",
    summary: "Reads where the units of a delivered block came from or, forwards, where they went.",
    roles,
    params: z.object({ blockReference }),
    query: pageQuery.extend({ ...onward, ...whyAsked }),
    response: page,
    refusals,
  }),
} as const;
