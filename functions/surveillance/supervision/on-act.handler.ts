import { openTable } from "../../../shared/store/table.ts";
import { everyFactHandler } from "../../../shared/streams/functions.ts";
import { actsIn } from "../../../shared/supervision/acts.ts";
import { surveillance } from "../deployment.ts";
import { heardActs } from "./contract-heard.ts";
import { hearAct } from "./hear-act.ts";

/** Lists and counts what the operator did. */
export const handler = everyFactHandler(surveillance.functions["surveillance-on-act"], heardActs, ({ dynamo, tables }) => {
  const ports = { dynamo, acts: actsIn(openTable(dynamo, tables.Surveillance)) };
  return (fact) => hearAct(ports, fact);
});
