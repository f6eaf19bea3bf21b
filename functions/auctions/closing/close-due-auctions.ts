import { type Clock, plusSeconds } from "../../../shared/kernel/clock.ts";
import type { Table } from "../../../shared/store/table.ts";
import { dueKeys } from "../../../shared/streams/due-work.ts";
import type { Queue } from "../../../shared/streams/queues.ts";
import { clockSkewSeconds } from "../auction.ts";
import type { AuctionReference } from "../contract.ts";
import { auctionIdOf } from "../rows.ts";
import { dueKind } from "../store.ts";

/** Dependencies of the job that closes auctions. */
export interface ClosingJobPorts {
  readonly clock: Clock;
  readonly own: Pick<Table, "allOf">;
  readonly closings: Queue<AuctionReference>;
}

/**
 * Sends every auction whose close is due to the queue `closings`, one message each. If a message is lost or fails, a later run resends it,
 * because the auction stays due. Once a close has started, the auction is due again only after the function working on it must have ended.
 */
export async function closeDueAuctions({ clock, own, closings }: ClosingJobPorts): Promise<void> {
  const due = await dueKeys(own, dueKind.close, plusSeconds(clock.now(), -clockSkewSeconds));
  await closings.send(due.map((key) => ({ auctionId: auctionIdOf(key) })));
}
