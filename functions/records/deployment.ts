import { defineContext, everyFact } from "../../shared/deployment/context.ts";
import { index, readMembers, table } from "../../shared/deployment/grants.ts";
import { transferFact } from "../../shared/ledger/contract.ts";
import { instrumentIndex } from "../../shared/ledger/indexes.ts";
import { recordsEndpoints } from "./contract.ts";
import { recordsProblems } from "./problems.ts";

/** Read models for regulators and members: facts, statements, the trial balance. */
export const records = defineContext({
  name: "records",
  description: "台账：事实、分录、对账单与试算平衡 Facts, positions, statements and the trial balance.",
  endpoints: recordsEndpoints,
  problems: recordsProblems,
  facts: {},
  tables: { Records: { streamed: false, indexes: [] } },
  functions: {
    "records-api": {
      kind: "api",
      handler: "functions/records/api.handler.ts",
      endpoints: recordsEndpoints,
      impact: "Regulators and members cannot read facts, statements and balances",
      grants: [
        readMembers,
        table("Records", ["Query"]),
        table("Ledger", ["GetItem", "BatchGetItem", "Query"]),
        index("Ledger", instrumentIndex),
      ],
    },
    "records-on-fact": {
      kind: "facts",
      handler: "functions/records/on-fact.handler.ts",
      facts: everyFact,
      impact: "Regulators and members do not see the latest facts",
      grants: [table("Records", ["BatchWriteItem"], ["area#*", "party#*"])],
    },
    "records-on-transfer": {
      kind: "facts",
      handler: "functions/records/on-transfer.handler.ts",
      facts: [transferFact],
      impact: "Statements lag behind the ledger",
      grants: [
        table("Ledger", ["GetItem"]),
        table("Records", ["Query"], ["posting#*", "month-end#*"]),
        table("Records", ["BatchWriteItem"], ["posting#*", "month-end#*", "instruments#*"]),
      ],
    },
  },
});
