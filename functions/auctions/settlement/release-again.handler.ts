import { openTable } from "../../../shared/store/table.ts";
import { jobHandler } from "../../../shared/streams/functions.ts";
import { openQueue, queueClient } from "../../../shared/streams/queues.ts";
import { auctions } from "../deployment.ts";
import { auctionsStore } from "../store.ts";
import { releaseAgain } from "./release-again.ts";

/** Every minute: queues the enrolments of ended auctions a second time. */
export const handler = jobHandler(auctions.functions["auctions-release"], ({ dynamo, clock, tables, queues }) => {
  const own = auctionsStore(openTable(dynamo, tables.Auctions));
  const ports = { dynamo, clock, own, settlements: openQueue(queueClient(), queues.settlements) };
  return () => releaseAgain(ports);
});
