import type { Deployed } from "../../shared/deployment/deployed.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { openTable } from "../../shared/store/table.ts";
import type { parties } from "./deployment.ts";
import { type PartiesStore, partiesStore } from "./store.ts";

/** Dependencies of the use cases of parties. */
export interface PartiesPorts extends CommandPorts {
  readonly own: PartiesStore;
  /** Subject of the person who may register the operator of the exchange. */
  readonly firstOperator: string;
}

/** Dependencies of the reminder of licences. */
export type ReminderPorts = Pick<PartiesPorts, "dynamo" | "clock" | "own">;

/** The ports over what the reminder is granted. */
export function reminderPorts({ dynamo, clock, tables }: Deployed<(typeof parties.functions)["parties-remind-licences"]>): ReminderPorts {
  return { dynamo, clock, own: partiesStore(openTable(dynamo, tables.Parties)) };
}

/** The ports over what the API function is granted. */
export function partiesPorts({ dynamo, clock, tables, settings }: Deployed<(typeof parties.functions)["parties-api"]>): PartiesPorts {
  return { dynamo, clock, own: partiesStore(openTable(dynamo, tables.Parties)), firstOperator: settings.firstOperator };
}
