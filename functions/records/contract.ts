import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factEnvelope } from "../../shared/kernel/fact.ts";
import { decimalOut, id, instant, pageOf, pageQuery } from "../../shared/kernel/schemas.ts";
import { instrumentClasses } from "../../shared/ledger/instrument.ts";
import { recordsProblems as problems } from "./problems.ts";

/** Refusals of records and what they mean. */
export const recordsProblems = problems;

/** Whose account is asked for: the caller's own party unless a party is named; one of its sites when `siteId` is. */
const owner = {
  partyId: id.optional().describe("Member; the caller's own when absent"),
  siteId: id.optional().describe("Site of that member: permits and needs belong to sites"),
};
const position = z.object({
  account: z.string(),
  instrument: z.string(),
  available: decimalOut.describe("What can be used"),
  held: decimalOut.describe("What is set aside"),
});
const entry = z.object({
  factId: z.string().describe("Ledger fact"),
  occurredAt: z.string(),
  cause: z.string().describe("What moved it, kind and reference"),
  available: decimalOut.describe("Change of what can be used"),
  held: decimalOut.describe("Change of what is set aside"),
});
const readers = ["enterprise", "bank", "verifier", "regulator", "operator"] as const;

/** What can be asked of records. */
export const recordsEndpoints = {
  listFacts: endpoint({
    operationId: "listFacts",
    method: "GET",
    path: "/records/facts",
    summary: "Facts, newest first: regulators those of their area, the operator all, other members their own.",
    roles: readers,
    query: pageQuery,
    response: pageOf(factEnvelope.extend({ data: z.unknown().describe("What the fact says, by its type and version") })),
    refusals: [],
  }),
  listPositions: endpoint({
    operationId: "listPositions",
    method: "GET",
    path: "/records/positions",
    summary: "What a member or one of its sites has of one class now, read from the ledger itself.",
    roles: readers,
    query: pageQuery.extend({ ...owner, class: z.enum(instrumentClasses).default("cash") }),
    response: pageOf(position),
    refusals: [],
  }),
  readStatement: endpoint({
    operationId: "readStatement",
    method: "GET",
    path: "/records/statement",
    summary: "The balance of one position at an instant, from its entries; answered only when the records hold every entry.",
    roles: readers,
    query: z.object({ ...owner, instrument: z.string().max(200), at: instant.optional().describe("Now when absent") }),
    response: position.extend({
      at: z.string(),
      watermark: z.string().describe("The records held every entry that the ledger had made by this instant"),
      entryCount: z.int().describe("Entries up to `at` that the balance is the sum of"),
      latest: z.array(entry).max(100).describe("The latest of them, newest first"),
    }),
    refusals: ["records-behind"],
  }),
  readTrialBalance: endpoint({
    operationId: "readTrialBalance",
    method: "GET",
    path: "/records/trial-balance",
    summary: "Sums every account of each instrument of a class: zero, unless the ledger is wrong.",
    roles: ["regulator", "operator"],
    query: pageQuery.extend({ class: z.enum(instrumentClasses).default("cash") }),
    response: pageOf(
      z.object({
        instrument: z.string(),
        accounts: z.int(),
        total: decimalOut.describe("Sum over all accounts: 0"),
        outstanding: decimalOut.describe("What stands on accounts other than the issuing side's"),
        overdrawn: z.array(z.string()).describe("Accounts below zero that may not be"),
        balanced: z.boolean(),
      }),
    ).extend({ balanced: z.boolean().describe("Whether all of this page are") }),
    refusals: [],
  }),
};
