import type { Queue } from "../../../shared/streams/queues.ts";
import type { EnrolmentReference } from "../contract.ts";
import type { AuctionsStore } from "../store.ts";

/** Dependencies of sending enrolments to settlement. */
export interface SendingPorts {
  readonly own: Pick<AuctionsStore, "enrolments">;
  readonly settlements: Queue<EnrolmentReference>;
}

/** Sends every unfinished enrolment of an ended auction to the queue `settlements`, one message each. */
export async function sendToSettlement({ own, settlements }: SendingPorts, auctionId: string): Promise<void> {
  const waiting = (await own.enrolments(auctionId)).filter(({ state }) => state === "enrolled");
  await settlements.send(waiting.map(({ enrolmentId }) => ({ auctionId, enrolmentId })));
}
