import * as z from "zod";
import { wholeTonnesText } from "../../../shared/carbon/quantities.ts";
import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { dayOut, field, instantOut } from "../../../shared/kernel/fields.ts";
import { message } from "../../../shared/kernel/message.ts";
import {
  component,
  count,
  documentReference,
  id,
  pageOf,
  pageQuery,
  pathYear,
  plainDate,
  reasonGiven,
  shortText,
  words,
} from "../../../shared/kernel/schemas.ts";
import { entityStated } from "../shapes.ts";
import { allowancesLifecycles } from "./lifecycles.ts";
import { allowanceField } from "./shapes.ts";
import { mostStatementBytes } from "./statements/limits.ts";
import { allowanceMarket, allowanceMarketOut } from "./vocabulary.ts";

const oneForm = message("须恰好给出 balances 或 file", "exactly one of balances and file");
const lineState = words("StatementLineState", allowancesLifecycles.statementLine.states, "Whether the registry and the ledger here agree");

const statementLine = component("AllowanceStatementLine", {
  vintage: z.string().describe("Year of the allowances"),
  statedTonnes: allowanceField.wholeTonnes.describe("Whole tonnes by the registry; 0 where it names none"),
  ledgerTonnes: allowanceField.wholeTonnes.describe("Whole tonnes in the ledger here, free and held, when it was recorded or checked last"),
  state: lineState,
  reason: z.string().optional().describe("Why the difference was closed"),
});

const statedFields = {
  statementId: z.string().describe("Statement: entity, market and day"),
  ...entityStated,
  market: allowanceMarketOut,
  registry: z.string().describe("Registry that keeps the holdings"),
  statedOn: dayOut("Day whose end the balances are of"),
  documentNumber: field.documentNumber,
  lines: z.array(statementLine).describe("Balances by vintage, the oldest first"),
  openDifferences: count.describe("Vintages whose difference is not closed"),
};

/** What a registry says that an entity holds, against the ledger here. */
export const allowanceStatement = component("AllowanceStatement", {
  ...statedFields,
  recordedAt: instantOut("When it was recorded"),
});

const statementParams = z.object({ statementId: id.max(170) });

/** External statements of holdings, and what differs. */
export const statementEndpoints = {
  recordAllowanceStatement: endpoint({
    operationId: "recordAllowanceStatement",
    method: "POST",
    path: "/carbon/statements",
    summary:
      "Records what a registry says that an entity holds on a day, typed or as CSV, and compares it with the ledger: enterprises their own, regulators that of an entity of their area, in the place of what was recorded for the day before.",
    roles: ["enterprise", "regulator"],
    secondPerson: { choice: "carbon" },
    body: z
      .object({
        partyId: id.optional().describe("Entity; the caller's own party by default"),
        market: allowanceMarket,
        registry: shortText.describe("Registry that keeps the holdings"),
        statedOn: plainDate.describe("Day whose end the balances are of"),
        documentNumber: documentReference,
        balances: z
          .array(z.object({ vintage: pathYear.describe("Year of the allowances, YYYY"), tonnes: wholeTonnesText }))
          .max(30)
          .optional()
          .describe("Balances by vintage, each once"),
        file: z
          .base64()
          .min(1)
          .max(Math.ceil(mostStatementBytes / 3) * 4)
          .optional()
          .describe("The registry's balances as CSV with the columns vintage and tonnes, in base64: UTF-8, at most 4 KiB and 30 lines"),
      })
      .refine(({ balances, file }) => (balances === undefined) !== (file === undefined), oneForm),
    response: allowanceStatement,
    refusals: ["statement-recorded", "statement-in-future", "statement-refused"],
  }),
  decideStatementDifference: endpoint({
    operationId: "decideStatementDifference",
    method: "POST",
    path: "/carbon/statements/{statementId}/differences/{vintage}",
    summary:
      "Closes a difference between a registry's statement and the ledger: applied, which is refused while they still differ, or dismissed for a reason.",
    roles: ["regulator"],
    params: statementParams.extend({ vintage: pathYear }),
    body: z.object({
      applied: z.boolean().describe("Whether it was corrected; otherwise it stays for the reason given"),
      reason: reasonGiven,
    }),
    response: allowanceStatement,
    refusals: ["wrong-state", "statement-still-differs"],
  }),
  listAllowanceStatements: endpoint({
    operationId: "listAllowanceStatements",
    method: "GET",
    path: "/carbon/statements",
    summary: "Lists statements, the latest days first: enterprises their own, authorities those of their area. May lag by a second.",
    roles: ["enterprise", "regulator", "district", "operator"],
    query: pageQuery.extend({ area: areaCode.optional().describe("Only this area and its sub-areas, for authorities") }),
    response: pageOf(allowanceStatement),
    refusals: [],
  }),
  readAllowanceStatement: endpoint({
    operationId: "readAllowanceStatement",
    method: "GET",
    path: "/carbon/statements/{statementId}",
    summary: "Reads a statement with its differences: enterprises their own, authorities those of their area.",
    roles: ["enterprise", "regulator", "district", "operator"],
    params: statementParams,
    response: allowanceStatement,
    refusals: [],
  }),
} as const;

/** Facts about statements. */
export const statementFacts = {
  allowanceStatementRecorded: factSchema(
    "allowance-statement-recorded",
    1,
    z.object(statedFields),
    "What a registry says that an entity holds was recorded and compared with the ledger.",
  ),
  statementDifferenceDecided: factSchema(
    "allowance-statement-difference-decided",
    1,
    z.object({
      ...statedFields,
      vintage: z.string().describe("Vintage whose difference was closed"),
      outcome: lineState,
      reason: field.reason,
    }),
    "A difference between a registry's statement and the ledger was closed.",
  ),
} as const;
