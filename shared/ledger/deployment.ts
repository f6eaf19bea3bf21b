import { defineContext } from "../deployment/context.ts";
import { dueIndex } from "../deployment/indexes.ts";
import { transferFact } from "./contract.ts";
import { instrumentIndex } from "./indexes.ts";

/** The ledger as a context: a table and its facts. It has no endpoints; contexts write it through `shared/ledger` only. */
export const ledger = defineContext({
  name: "ledger",
  description: "复式账 The double-entry ledger.",
  endpoints: {},
  problems: {},
  facts: { transfer: transferFact },
  ownConsumersOnly: true,
  tables: { Ledger: { streamed: true, indexes: [instrumentIndex, dueIndex] } },
  functions: {},
});
