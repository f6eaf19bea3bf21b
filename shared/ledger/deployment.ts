import { defineContext } from "../deployment/context.ts";
import { dueIndex } from "../store/indexes.ts";
import { transferFact } from "./contract.ts";

/** The ledger as a context: a table and its facts. It has no endpoints; contexts write it through `shared/ledger` only. */
export const ledger = defineContext({
  name: "ledger",
  endpoints: {},
  problems: {},
  facts: { transfer: transferFact },
  tables: {
    Ledger: {
      streamed: true,
      indexes: [{ name: "byInstrument", partition: "instrumentStripe", sort: "account", projection: "KEYS_ONLY" }, dueIndex],
    },
  },
  functions: {},
});
