import type { Key } from "../../../shared/store/client.ts";
import { eachDue } from "../../../shared/streams/due-work.ts";
import { monthDue } from "../months/due.ts";
import { dueMonths } from "../months/store.ts";
import type { DuePorts } from "../ports.ts";
import { remindOfReport } from "../reports/due.ts";
import { reportsDue } from "../reports/store.ts";
import { markReverificationOverdue, setConservativeFigure } from "../verification/due.ts";
import { findingsDue, reverificationsDue } from "../verification/store.ts";

/** What is done with a row of one kind when its instant has come. It reads the row anew: the index lags. */
export type DueWork = (ports: DuePorts, key: Key) => Promise<void>;

/** Every kind of due work of carbon, by the name under which its rows are due. */
const kinds: Readonly<Record<string, DueWork>> = {
  [reportsDue]: remindOfReport,
  [findingsDue]: setConservativeFigure,
  [reverificationsDue]: markReverificationOverdue,
  [dueMonths]: monthDue,
};

/** Does what time does to carbon: one step a row, each in a transaction of its own, so that a run that dies loses nothing. */
export async function runDeadlines(ports: DuePorts): Promise<void> {
  const now = ports.clock.now();
  for (const [kind, work] of Object.entries(kinds)) await eachDue(ports.own, kind, now, (key) => work(ports, key));
}
