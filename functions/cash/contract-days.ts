import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { field, instantOut } from "../../shared/kernel/fields.ts";
import { cny, component, decimalOut, id, pageOf, pageQuery, plainDate, reasonGiven } from "../../shared/kernel/schemas.ts";
import { bankDayShape, dayDefault, statement, statementError, statementLine } from "./shapes.ts";
import { mostBytes } from "./statements/limits.ts";

const dayParams = z.object({ day: plainDate.describe("Bank day") });
const statementParams = z.object({ statementId: id });

/** Bank days from their statement to their closing. */
export const dayEndpoints = {
  closeBankDay: endpoint({
    operationId: "closeBankDay",
    method: "POST",
    path: "/cash/bank-days/{day}/closing",
    summary:
      "Closes a bank day, and the days without lines before it, if its lines add up to the closing balance. What was to be paid by then and is not is defaulted.",
    roles: ["operator"],
    params: dayParams,
    body: z.object({ closingBalance: cny.describe("CNY: the closing balance of the bank's statement") }),
    response: bankDayShape,
    refusals: ["bank-day-closed", "bank-day-not-over", "earlier-day-open", "bank-day-differs"],
  }),
  reopenBankDay: endpoint({
    operationId: "reopenBankDay",
    method: "POST",
    path: "/cash/bank-days/{day}/reopening",
    summary: "Reopens a closed bank day and those after it, for a late line; names the defaults that were made because they were closed.",
    roles: ["operator"],
    secondPerson: { always: ["operator"] },
    params: dayParams,
    body: z.object({ reason: reasonGiven }),
    response: component("ReopenedBankDays", {
      day: bankDayShape.shape.day,
      throughDay: bankDayShape.shape.day.describe("Last of the days that are open again"),
      reason: field.reason,
      defaults: z.array(dayDefault).describe("Defaults that rested on these days, the earliest first; at most a hundred"),
      moreDefaults: z.boolean().describe("Whether there are more, listed by bank day"),
    }),
    refusals: ["bank-day-not-closed"],
  }),
  readBankDay: endpoint({
    operationId: "readBankDay",
    method: "GET",
    path: "/cash/bank-days/{day}",
    summary: "Reads a bank day as it stands: its lines added up, and the balance that closes it.",
    roles: ["operator"],
    params: dayParams,
    response: bankDayShape,
    refusals: [],
  }),
  listBankDays: endpoint({
    operationId: "listBankDays",
    method: "GET",
    path: "/cash/bank-days",
    summary: "Lists the bank days that were closed, newest first.",
    roles: ["operator"],
    query: pageQuery,
    response: pageOf(
      bankDayShape
        .pick({ day: true, state: true, lines: true })
        .extend({
          closingBalance: decimalOut.describe("CNY in the bank when the day ended"),
          closedAt: instantOut("When it was closed last"),
        })
        .meta({ id: "ClosedBankDay" }),
    ),
    refusals: [],
  }),
  listDayDefaults: endpoint({
    operationId: "listDayDefaults",
    method: "GET",
    path: "/cash/bank-days/{day}/defaults",
    summary: "Lists the defaults that rest on a bank day being closed.",
    roles: ["operator"],
    params: dayParams,
    query: pageQuery,
    response: pageOf(dayDefault),
    refusals: [],
  }),
  importBankStatement: endpoint({
    operationId: "importBankStatement",
    method: "POST",
    path: "/cash/statements",
    summary:
      "Imports a bank statement as CSV: checked whole, booked only if nothing is wrong; lines that are booked already stay as they are.",
    roles: ["operator"],
    body: z.object({
      file: z
        .base64()
        .min(1)
        .max(Math.ceil(mostBytes / 3) * 4)
        .describe("The file as it is, in base64: UTF-8, at most 512 KiB and 1,000 lines; docs/examples has one"),
    }),
    creates: "/cash/statements/{statementId}",
    response: statement,
    refusals: [],
  }),
  readBankStatement: endpoint({
    operationId: "readBankStatement",
    method: "GET",
    path: "/cash/statements/{statementId}",
    summary: "Reads an imported statement.",
    roles: ["operator"],
    params: statementParams,
    response: statement,
    refusals: [],
  }),
  listBankStatementErrors: endpoint({
    operationId: "listBankStatementErrors",
    method: "GET",
    path: "/cash/statements/{statementId}/errors",
    summary: "Lists all errors of a refused statement, in the order of the file.",
    roles: ["operator"],
    params: statementParams,
    query: pageQuery,
    response: pageOf(statementError),
    refusals: [],
  }),
  listBankStatementLines: endpoint({
    operationId: "listBankStatementLines",
    method: "GET",
    path: "/cash/statements/{statementId}/lines",
    summary: "Lists the lines of an accepted statement with their bookings.",
    roles: ["operator"],
    params: statementParams,
    query: pageQuery,
    response: pageOf(statementLine),
    refusals: [],
  }),
} as const;
