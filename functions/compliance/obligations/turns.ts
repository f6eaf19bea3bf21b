import type { Clock } from "../../../shared/kernel/clock.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import type { Table } from "../../../shared/store/table.ts";
import { dueKeys } from "../../../shared/streams/due-work.ts";
import type { Queue } from "../../../shared/streams/queues.ts";
import type { ObligationPage } from "../contract.ts";
import { pagesOfTime } from "./pages.ts";
import { turns } from "./store.ts";

/** Dependencies of the turns of time. */
export interface TurnPorts {
  readonly clock: Clock;
  readonly own: Pick<Table, "allOf">;
  readonly pages: Queue<ObligationPage>;
}

/** Asks for the pages of all obligations that a month, a year, a deadline or the days ahead of it may have changed. */
export async function turnObligations({ clock, own, pages }: TurnPorts): Promise<void> {
  const keys = await dueKeys(own, turns, clock.now());
  const ids = keys.map(({ pk }) => required(pk.split("#")[1], "obligation"));
  await pages.send(pagesOfTime(ids));
}
