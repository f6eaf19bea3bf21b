import { openTable } from "../../../shared/store/table.ts";
import { factsHandler } from "../../../shared/streams/functions.ts";
import { openQueue, queueClient } from "../../../shared/streams/queues.ts";
import { auctions } from "../deployment.ts";
import { auctionsStore } from "../store.ts";
import { sendToSettlement } from "./send-to-settlement.ts";

/** An auction has ended, with or without a result: queues every enrolment to be settled or released. */
export const handler = factsHandler(auctions.functions["auctions-on-ended"], ({ dynamo, tables, queues }) => {
  const own = auctionsStore(openTable(dynamo, tables.Auctions));
  const ports = { own, settlements: openQueue(queueClient(), queues.settlements) };
  const send = ({ data }: { readonly data: { readonly auctionId: string } }) => sendToSettlement(ports, data.auctionId);
  return { "auction-cleared": send, "auction-failed": send, "auction-cancelled": send };
});
