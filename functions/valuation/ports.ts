import type { Deployed } from "../../shared/deployment/deployed.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { openTable } from "../../shared/store/table.ts";
import type { valuation } from "./deployment.ts";
import { type ValuationStore, valuationStore } from "./store.ts";

/** What both functions of valuation are granted. */
type Granted = Pick<Deployed<(typeof valuation)["functions"]["valuation-book-file"]>, "dynamo" | "clock" | "tables">;

/** Dependencies of the use cases of valuation. */
export interface ValuationPorts extends CommandPorts {
  readonly own: ValuationStore;
}

/** The ports over what a function of valuation is granted. */
export function valuationPorts({ dynamo, clock, tables }: Granted): ValuationPorts {
  return { dynamo, clock, own: valuationStore(openTable(dynamo, tables.Valuation)) };
}
