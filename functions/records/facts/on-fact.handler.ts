import { everyFact } from "../../../shared/deployment/context.ts";
import { openTable } from "../../../shared/store/table.ts";
import { everyFactHandler } from "../../../shared/streams/functions.ts";
import { factsByKind } from "../../subscribed-facts.ts";
import { records } from "../deployment.ts";
import { accountRows } from "../holdings/rows.ts";
import { factRows } from "./recorded-facts.ts";

/** Records every fact of the contexts under its area and under each member it concerns, and where the accounts of members and sites belong. */
export const handler = everyFactHandler(records.functions["records-on-fact"], factsByKind[everyFact], ({ dynamo, tables }) => {
  const table = openTable(dynamo, tables.Records);
  return (fact) => table.putAll([...factRows(fact), ...accountRows(fact)]);
});
