import { openTable } from "../../../shared/store/table.ts";
import { jobHandler } from "../../../shared/streams/functions.ts";
import { openQueue, queueClient } from "../../../shared/streams/queues.ts";
import { auctions } from "../deployment.ts";
import { closeDueAuctions } from "./close-due-auctions.ts";

/** Every minute: sends every auction whose close is due to the queue. */
export const handler = jobHandler(auctions.functions["auctions-close"], ({ dynamo, clock, tables, queues }) => {
  const ports = { clock, own: openTable(dynamo, tables.Auctions), closings: openQueue(queueClient(), queues.closings) };
  return () => closeDueAuctions(ports);
});
