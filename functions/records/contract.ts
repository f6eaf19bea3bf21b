import * as z from "zod";
import { endpoint, roles } from "../../shared/kernel/endpoint.ts";
import { factEnvelope } from "../../shared/kernel/fact.ts";
import { field, instantOut } from "../../shared/kernel/fields.ts";
import { message } from "../../shared/kernel/message.ts";
import { component, decimalOut, id, instant, pageOf, pageQuery } from "../../shared/kernel/schemas.ts";
import { instrumentClasses, instrumentName } from "../../shared/ledger/instrument.ts";

/** Whose account is asked for: a house account, else a member's or one of its sites'. */
const owner = {
  account: z
    .string()
    .regex(
      /^(?:issue|cap|reserve|escrow|award|treasury|exchange|retired|bank):[A-Za-z0-9._-]{1,80}$/,
      message("须为内部账户，例如 treasury:0", "a house account, for example treasury:0"),
    )
    .optional()
    .describe("House account by its name; the operator any, regulators those of their area"),
  partyId: id.optional().describe("Member; the caller's own when absent"),
  siteId: id.optional().describe("Site of that member: permits and needs belong to sites"),
};
const instrumentClass = z.enum(instrumentClasses).default("cash").describe("Class of instruments");
const position = component("Position", {
  account: field.account,
  instrument: field.instrument,
  available: decimalOut.describe("What can be used"),
  held: decimalOut.describe("What is set aside"),
});
const entry = component("Entry", {
  factId: z.string().describe("Ledger fact"),
  occurredAt: instantOut("When it was made"),
  cause: z.string().describe("What moved it, kind and reference"),
  available: decimalOut.describe("Change of what can be used"),
  held: decimalOut.describe("Change of what is set aside"),
});

const fact = factEnvelope
  .extend({ data: z.unknown().describe("What the fact says, by its type and version: see readEventSchema") })
  .meta({ id: "Fact" });

/** What can be asked of records. */
export const recordsEndpoints = {
  listFacts: endpoint({
    operationId: "listFacts",
    method: "GET",
    path: "/records/facts",
    summary: "Lists facts, newest first: regulators those of their area, the operator all, other members their own.",
    roles,
    query: pageQuery,
    response: pageOf(fact),
    refusals: [],
  }),
  listPositions: endpoint({
    operationId: "listPositions",
    method: "GET",
    path: "/records/positions",
    summary: "Lists what a member, one of its sites or a house account has of one class now, read from the ledger itself.",
    roles,
    query: pageQuery.extend({ ...owner, class: instrumentClass }),
    response: pageOf(position),
    refusals: [],
  }),
  listEntries: endpoint({
    operationId: "listEntries",
    method: "GET",
    path: "/records/entries",
    summary: "Lists the entries that made one position, newest first, as far as they are recorded.",
    roles,
    query: pageQuery.extend({ ...owner, instrument: instrumentName }),
    response: pageOf(entry),
    refusals: [],
  }),
  readStatement: endpoint({
    operationId: "readStatement",
    method: "GET",
    path: "/records/statement",
    summary: "Reads the balance of one position at an instant, from its entries; answered only when the records hold every entry.",
    roles,
    query: z.object({ ...owner, instrument: instrumentName, at: instant.optional().describe("Now when absent; never later") }),
    response: position.extend({
      at: instantOut("As of when"),
      watermark: z.string().describe("No entry can appear any more that occurred at or before this instant"),
      final: z.boolean().describe("Whether `at` lies at or before the watermark, so that this balance can't change any more"),
      entryCount: z.int().describe("Entries that the balance is the sum of"),
    }),
    refusals: ["records-behind", "instant-to-come"],
  }),
  readTrialBalance: endpoint({
    operationId: "readTrialBalance",
    method: "GET",
    path: "/records/trial-balance",
    summary: "Reads the sum over every account of each instrument of a class: zero, unless the ledger is wrong.",
    roles: ["regulator", "operator"],
    query: pageQuery.extend({ class: instrumentClass }),
    response: pageOf(
      z.object({
        instrument: field.instrument,
        accounts: z.int().describe("Accounts summed; emptied awards and escrows are left out"),
        total: decimalOut.describe("Sum over all accounts: 0"),
        outstanding: decimalOut.describe("What stands on accounts other than the issuing side's"),
        overdrawn: z.array(z.string()).describe("Accounts below zero that may not be"),
        balanced: z.boolean().describe("Whether it sums to zero and nothing is overdrawn"),
      }),
    ).extend({ balanced: z.boolean().describe("Whether all of this page are") }),
    refusals: [],
  }),
};
