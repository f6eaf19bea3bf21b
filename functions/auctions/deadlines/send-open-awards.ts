import { dueKeys } from "../../../shared/streams/due-work.ts";
import type { Queue } from "../../../shared/streams/queues.ts";
import type { EnrolmentReference } from "../contract.ts";
import { awardedEnrolmentOf } from "../rows.ts";
import { type AuctionsStore, dueKind } from "../store.ts";

/** After every deadline. */
const endOfTime = "9999";

/** Dependencies of sending open awards. */
export interface OpenAwardsPorts {
  readonly own: Pick<AuctionsStore, "allOf">;
  readonly deadlines: Queue<EnrolmentReference>;
}

/**
 * Sends every unpaid award to the queue `deadlines`, one message each. The index lags: an award that it misses is payable by the new calendar
 * all the same, because paying and defaulting read the calendars themselves.
 */
export async function sendOpenAwards({ own, deadlines }: OpenAwardsPorts): Promise<void> {
  const open = await dueKeys(own, dueKind.payment, endOfTime);
  await deadlines.send(open.map(awardedEnrolmentOf));
}
