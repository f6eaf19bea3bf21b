import { type ClosingPorts, closeAuction } from "../../functions/auctions/close-auctions.ts";
import { closingMessage } from "../../functions/auctions/send-closings.ts";
import { eachAtOnce } from "../../shared/store/at-once.ts";
import { queueConsumer } from "../../shared/streams/queue-consumer.ts";
import { queueEvent, type TestQueue } from "./queues.ts";

const messagesPerBatch = 10;
const batchesAtOnce = 5;

/** Takes every message of the queue `closings` to the consumer, in batches as Lambda does; gives the bodies of those that failed. */
export async function takeClosings(ports: ClosingPorts, queue: TestQueue): Promise<string[]> {
  const bodies = await queue.take();
  const batches = Array.from({ length: Math.ceil(bodies.length / messagesPerBatch) }, (_, batch) =>
    bodies.slice(batch * messagesPerBatch, (batch + 1) * messagesPerBatch),
  );
  const failed: string[] = [];
  const handler = queueConsumer(closingMessage, ({ auctionId }) => closeAuction(ports, auctionId));
  await eachAtOnce(batches, batchesAtOnce, async (batch) => {
    const { batchItemFailures } = await handler(...queueEvent(batch));
    failed.push(...batchItemFailures.map(({ itemIdentifier }) => batch[Number(itemIdentifier)] ?? ""));
  });
  return failed;
}
