import { subscribedFacts } from "../../shared/deployment/derive.ts";
import { openTable } from "../../shared/store/table.ts";
import { everyFactHandler } from "../../shared/streams/functions.ts";
import { contexts } from "../registry.ts";
import { records } from "./deployment.ts";
import { factRows } from "./recorded-facts.ts";

const definition = records.functions["records-on-fact"];
const recorded = subscribedFacts(definition, contexts).map(({ schema }) => schema);

/** Records every fact of the contexts under its area and under each member it concerns. */
export const handler = everyFactHandler(definition, recorded, ({ dynamo, tables }) => {
  const table = openTable(dynamo, tables.Records);
  return (fact) => table.putAll(factRows(fact));
});
