import { closeAuction } from "../../functions/auctions/closing/close-auction.ts";
import { auctionReference } from "../../functions/auctions/contract.ts";
import type { ClosingPorts } from "../../functions/auctions/ports.ts";
import { turns } from "../../shared/store/turns.ts";
import { queueConsumer } from "../../shared/streams/queue-consumer.ts";
import { queueEvent, type TestQueue } from "./queues.ts";

const messagesPerBatch = 10;
const consumersAtOnce = 5;

/**
 * Delivers every message of the queue `closings` in batches to as many consumers as are deployed, as Lambda does; returns the bodies of
 * failed messages.
 */
export async function takeClosings(ports: ClosingPorts, queue: Pick<TestQueue, "take">): Promise<string[]> {
  const waiting = await queue.take();
  const failed: string[] = [];
  const consume = async (): Promise<void> => {
    // Each consumer is a process, and turns are per process.
    const own = { ...ports, inTurn: turns() };
    const handler = queueConsumer(auctionReference, ({ auctionId }) => closeAuction(own, auctionId));
    for (let batch = waiting.splice(0, messagesPerBatch); batch.length > 0; batch = waiting.splice(0, messagesPerBatch)) {
      const { batchItemFailures } = await handler(...queueEvent(batch));
      failed.push(...batchItemFailures.map(({ itemIdentifier }) => batch[Number(itemIdentifier)] ?? ""));
    }
  };
  await Promise.all(Array.from({ length: consumersAtOnce }, consume));
  return failed;
}
