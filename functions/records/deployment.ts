import { type ApiFunction, defineApiFunction, defineContext, everyFact } from "../../shared/deployment/context.ts";
import { index, readMembers, table } from "../../shared/deployment/grants.ts";
import { transferFact } from "../../shared/ledger/contract.ts";
import { instrumentIndex } from "../../shared/ledger/indexes.ts";
import { recordsEndpoints, statementsApiEndpoints, tradesApiEndpoints } from "./contract.ts";
import { evidenceFunctions } from "./evidence/deployment.ts";
import { exportsFunctions } from "./exports/deployment.ts";
import { holdingsFunctions, holdingsGrants } from "./holdings/deployment.ts";
import { pedigreeFunctions, pedigreeGrants } from "./pedigree/deployment.ts";
import { recordsProblems } from "./problems.ts";
import { reportsFunctions } from "./reports/deployment.ts";
import { sealingFunctions } from "./sealing/deployment.ts";
import { statisticsFunctions } from "./statistics/deployment.ts";
import { tradesFunctions, tradesGrants } from "./trades/deployment.ts";

const tables = {
  // Read models: everything in it can be written again from facts and sealed blocks.
  Records: { streamed: false, indexes: [] },
  // Sealed blocks and signed heads: primary data, never rebuilt.
  Seals: { streamed: false, indexes: [] },
  // Exports that somebody asked for, and how far they are.
  Exports: { streamed: false, indexes: [] },
} as const;

const statements = {
  kind: "api",
  handler: "functions/records/api.handler.ts",
  endpoints: statementsApiEndpoints,
  impact: "Regulators and members cannot read facts, statements and balances",
  grants: [
    readMembers,
    table("Records", ["Query"]),
    table("Ledger", ["GetItem", "BatchGetItem", "Query"]),
    index("Ledger", instrumentIndex),
    ...holdingsGrants,
  ],
} as const satisfies ApiFunction;

const trades = {
  kind: "api",
  handler: "functions/records/api-trades.handler.ts",
  endpoints: tradesApiEndpoints,
  impact: "Regulators and members cannot query trade records",
  grants: [readMembers, ...tradesGrants, ...pedigreeGrants],
} as const satisfies ApiFunction;

/** The API functions, each alone: a bundle has nothing of the others. */
export const statementsFunction = defineApiFunction(tables, "records-api", statements);
export const tradesFunction = defineApiFunction(tables, "records-trades-api", trades);

/** Read models for regulators and members, and what proves them: facts, statements, trade records, seals, exports, statistics. */
export const records = defineContext({
  name: "records",
  description: "台账：事实、对账单、交易记录、封存证明与市场统计 Facts, statements, trade records, their proof, and market statistics.",
  endpoints: recordsEndpoints,
  problems: recordsProblems,
  facts: {},
  tables,
  functions: {
    "records-api": statements,
    "records-trades-api": trades,
    "records-on-fact": {
      kind: "facts",
      handler: "functions/records/facts/on-fact.handler.ts",
      facts: everyFact,
      impact: "Regulators and members do not see the latest facts",
      grants: [table("Records", ["BatchWriteItem"], ["area#*", "party#*", "accounts-in#*"])],
    },
    "records-on-transfer": {
      kind: "facts",
      handler: "functions/records/statements/on-transfer.handler.ts",
      facts: [transferFact],
      impact: "Statements lag behind the ledger",
      grants: [
        table("Ledger", ["GetItem"]),
        table("Records", ["Query"], ["posting#*", "month-end#*"]),
        table("Records", ["BatchWriteItem"], ["posting#*", "month-end#*", "instruments#*", "positions-of#*", "accounts-in#*"]),
      ],
    },
    ...tradesFunctions,
    ...pedigreeFunctions,
    ...holdingsFunctions,
    ...sealingFunctions,
    ...exportsFunctions,
    ...evidenceFunctions,
    ...statisticsFunctions,
    ...reportsFunctions,
  },
});
