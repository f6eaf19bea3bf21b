import { openTable } from "../../shared/store/table.ts";
import { everyFactHandler } from "../../shared/streams/functions.ts";
import { contexts } from "../registry.ts";
import { records } from "./deployment.ts";
import { factRows } from "./recorded-facts.ts";

/** Records every fact of the contexts under its area and under each member it concerns. */
export const handler = everyFactHandler(records.functions["records-on-fact"], contexts, ({ dynamo, tables }) => {
  const table = openTable(dynamo, tables.Records);
  return (fact) => table.putAll(factRows(fact));
});
