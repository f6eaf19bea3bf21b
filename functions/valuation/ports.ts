import type { Deployed } from "../../shared/deployment/deployed.ts";
import { type MemberReader, memberReader } from "../../shared/members/members.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { openTable } from "../../shared/store/table.ts";
import type { valuation } from "./deployment.ts";
import { type ValuationStore, valuationStore } from "./store.ts";
import { type ValuesStore, valuesStore } from "./values/store.ts";

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

/** Dependencies of the API of valuation. */
export interface ValuationApiPorts extends ValuationPorts {
  readonly values: ValuesStore;
  readonly members: MemberReader;
}

/** The ports over what the API is granted. */
export function valuationApiPorts(granted: Deployed<(typeof valuation)["functions"]["valuation-api"]>): ValuationApiPorts {
  const { dynamo, tables } = granted;
  const values = valuesStore(openTable(dynamo, tables.Values));
  return { ...valuationPorts(granted), values, members: memberReader(dynamo, tables.Parties) };
}
