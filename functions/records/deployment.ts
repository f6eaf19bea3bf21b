import { type ApiFunction, defineApiFunction, defineContext, everyFact } from "../../shared/deployment/context.ts";
import { index, readMembers, table } from "../../shared/deployment/grants.ts";
import { transferFact } from "../../shared/ledger/contract.ts";
import { instrumentIndex } from "../../shared/ledger/indexes.ts";
import { marketApiEndpoints, proofApiEndpoints, recordsEndpoints, statementsApiEndpoints, tradesApiEndpoints } from "./contract.ts";
import { evidenceFunctions, evidenceGrants } from "./evidence/deployment.ts";
import { exportsFunctions, exportsGrants } from "./exports/deployment.ts";
import { holdingsFunctions, holdingsGrants } from "./holdings/deployment.ts";
import { pedigreeFunctions, pedigreeGrants } from "./pedigree/deployment.ts";
import { recordsProblems } from "./problems.ts";
import { readingsGrants, recordReadings } from "./readings/deployment.ts";
import { reportsFunctions, reportsGrants } from "./reports/deployment.ts";
import { sealingFunctions, sealingGrants } from "./sealing/deployment.ts";
import { statisticsFunctions, statisticsGrants } from "./statistics/deployment.ts";
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
    recordReadings,
    ...holdingsGrants,
  ],
} as const satisfies ApiFunction;

const trades = {
  kind: "api",
  handler: "functions/records/api-trades.handler.ts",
  endpoints: tradesApiEndpoints,
  impact: "Regulators and members cannot query trade records",
  grants: [readMembers, ...tradesGrants, ...pedigreeGrants, ...readingsGrants],
} as const satisfies ApiFunction;

const market = {
  kind: "api",
  handler: "functions/records/api-market.handler.ts",
  endpoints: marketApiEndpoints,
  impact: "Nobody can read market statistics, totals of trades and market reports",
  grants: [readMembers, ...statisticsGrants, ...reportsGrants],
} as const satisfies ApiFunction;

const proof = {
  kind: "api",
  handler: "functions/records/api-proof.handler.ts",
  endpoints: proofApiEndpoints,
  impact: "Nobody can read what proves the records, or export them",
  grants: [readMembers, ...sealingGrants, ...exportsGrants, ...evidenceGrants],
} as const satisfies ApiFunction;

/** The API functions, each alone: a bundle has nothing of the others. */
export const statementsFunction = defineApiFunction(tables, "records-api", statements);
export const tradesFunction = defineApiFunction(tables, "records-trades-api", trades);
export const marketFunction = defineApiFunction(tables, "records-market-api", market);
export const proofFunction = defineApiFunction(tables, "records-proof-api", proof);

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
    "records-market-api": market,
    "records-proof-api": proof,
    "records-on-fact": {
      kind: "facts",
      handler: "functions/records/facts/on-fact.handler.ts",
      facts: everyFact,
      impact: "Regulators and members do not see the latest facts",
      grants: [table("Records", ["BatchWriteItem"], ["area#*", "party#*", "auction#*", "accounts-in#*"])],
    },
    "records-on-transfer": {
      kind: "facts",
      handler: "functions/records/statements/on-transfer.handler.ts",
      facts: [transferFact],
      impact: "Statements lag behind the ledger",
      grants: [
        table("Ledger", ["GetItem"]),
        table("Records", ["Query"], ["posting#*", "month-end#*"]),
        table(
          "Records",
          ["BatchWriteItem"],
          ["posting#*", "month-end#*", "instruments#*", "entries-of#*", "positions-of#*", "accounts-in#*"],
        ),
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
  buckets: {
    // Each sealed block as an object that Athena reads, and the signed heads.
    RecordArchive: {
      locked: true,
      noAccessLogBecause:
        "Objects are created once and locked, hold nothing that their readers may not see, and each is proven by a signed head: a log would prove nothing more.",
    },
    // Files of exports, until they expire.
    RecordExports: {
      expires: true,
      downloadedByPages: true,
      noAccessLogBecause:
        "Each export is asked for by a member whose reading is recorded, its address is signed for minutes, and the file expires with it.",
    },
  },
  keys: {
    RecordHeads: {
      usage: "signing",
      description: "Signs the heads of the chain of records; the job that makes them signs, and everybody may verify with the public half.",
    },
  },
});
