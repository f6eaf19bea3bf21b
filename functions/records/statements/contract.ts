import * as z from "zod";
import { endpoint, roles } from "../../../shared/kernel/endpoint.ts";
import { factEnvelope } from "../../../shared/kernel/fact.ts";
import { field, instantOut } from "../../../shared/kernel/fields.ts";
import { message } from "../../../shared/kernel/message.ts";
import { component, count, decimalOut, growingWords, id, instant, pageOf, pageQuery } from "../../../shared/kernel/schemas.ts";
import { instrumentClasses, instrumentName } from "../../../shared/ledger/instrument.ts";
import { readingRefusals } from "../readings/problems.ts";
import { whyAsked } from "../readings/shapes.ts";

/** Owner of the requested account: a house account, else a member or one of its sites. */
export const accountOwner = {
  account: z
    .string()
    .regex(
      /^(?:issue|cap|reserve|escrow|award|plan|allocation|proceeds|treasury|exchange|buy-back|retired|bank|suspense):[A-Za-z0-9._-]{1,80}$/,
      message("须为内部账户，例如 treasury:0", "a house account, for example treasury:0"),
    )
    .optional()
    .describe("Name of a house account; the operator may read any, authorities those of their area")
    .meta({ example: "reserve:ezhou" }),
  partyId: id.optional().describe("Member; the caller's own when absent"),
  siteId: id
    .optional()
    .describe("Site of that member: permits and needs belong to sites")
    .meta({ example: "0195a1b2-0b00-7000-8000-000000000001" }),
  ...whyAsked,
};
const instrumentClass = growingWords("InstrumentClass", instrumentClasses, "Class of instruments").default("cash");
const position = component("Position", {
  account: field.account,
  instrument: field.instrument,
  available: decimalOut.describe("Available quantity"),
  held: decimalOut.describe("Held quantity"),
});
const posting = component("Posting", {
  factId: z.string().describe("Ledger fact"),
  occurredAt: instantOut("When it was made"),
  cause: z.string().describe("Kind and reference of the cause"),
  available: decimalOut.describe("Change of the available quantity"),
  held: decimalOut.describe("Change of the held quantity"),
  blockReference: z.string().optional().describe("Reference of the block that was delivered by it, never used again"),
  heldFor: z
    .record(z.string(), decimalOut)
    .optional()
    .describe("Change of the held quantity by purpose of the hold; absent where nothing held changes"),
});

const fact = factEnvelope
  .extend({ data: z.unknown().describe("Data of the fact, by type and version: see readEventSchema") })
  .meta({ id: "Fact" });

/** The endpoints of facts and statements. */
export const statementsEndpoints = {
  listFacts: endpoint({
    operationId: "listFacts",
    method: "GET",
    path: "/records/facts",
    summary:
      "Lists facts, newest first: authorities see those of their area, the operator all, other members their own. What shows data of others asks for a purpose and is recorded before it is answered.",
    roles,
    query: pageQuery.extend(whyAsked),
    response: pageOf(fact),
    refusals: readingRefusals,
  }),
  listPositions: endpoint({
    operationId: "listPositions",
    method: "GET",
    path: "/records/positions",
    summary:
      "Lists the current positions of a member, one of its sites or a house account in one class, read from the ledger itself. To read those of another member is recorded before it is answered.",
    roles,
    query: pageQuery.extend({ ...accountOwner, class: instrumentClass }),
    response: pageOf(position),
    refusals: readingRefusals,
  }),
  listEntries: endpoint({
    operationId: "listEntries",
    method: "GET",
    path: "/records/entries",
    summary:
      "Lists the postings on one position, newest first, as far as they are recorded. To read those of another member is recorded before it is answered.",
    roles,
    query: pageQuery.extend({ ...accountOwner, instrument: instrumentName }),
    response: pageOf(posting),
    refusals: readingRefusals,
  }),
  readStatement: endpoint({
    operationId: "readStatement",
    method: "GET",
    path: "/records/statement",
    summary:
      "Reads the balance of one position at an instant, summed from its postings; answered only if the records hold all of them. To read that of another member is recorded before it is answered.",
    roles,
    query: z.object({ ...accountOwner, instrument: instrumentName, at: instant.optional().describe("Now when absent; never later") }),
    response: position
      .extend({
        at: instantOut("As of when"),
        watermark: instantOut("No further entry can appear that occurred at or before this instant"),
        final: z.boolean().describe("Whether `at` is at or before the watermark, so that this balance is final"),
        entryCount: count.describe("Number of entries summed"),
      })
      .meta({ id: "AccountStatement" }),
    refusals: ["records-behind", "instant-to-come", ...readingRefusals],
  }),
  readTrialBalance: endpoint({
    operationId: "readTrialBalance",
    method: "GET",
    path: "/records/trial-balance",
    summary:
      "Reads the sum over all accounts for each instrument of a class in the caller's area; anything but zero means the ledger is wrong. Permits, quota and headroom belong to the area of their pool, all else to the city.",
    roles: ["regulator", "operator"],
    query: pageQuery.extend({ class: instrumentClass }),
    response: pageOf(
      component("InstrumentBalance", {
        instrument: field.instrument,
        accounts: count.describe("Accounts summed; emptied awards and escrows are left out"),
        total: decimalOut.describe("Sum over all accounts: 0"),
        outstanding: decimalOut.describe("Total on all accounts except those of the issuing side"),
        overdrawn: z.array(z.string()).describe("Accounts below zero that must not be"),
        balanced: z.boolean().describe("Whether it sums to zero and nothing is overdrawn"),
      }),
    )
      .extend({ balanced: z.boolean().describe("Whether all instruments on this page are balanced") })
      .meta({ id: "TrialBalancePage" }),
    refusals: [],
  }),
};
