import { openTable } from "../../../shared/store/table.ts";
import { factsHandler } from "../../../shared/streams/functions.ts";
import { openQueue, queueClient } from "../../../shared/streams/queues.ts";
import { auctions } from "../deployment.ts";
import { auctionsStore } from "../store.ts";
import { sendOpenAwards } from "./send-open-awards.ts";

/** The notice of a year was published or corrected: queues every unpaid award, so that its deadline moves if it has to. */
export const handler = factsHandler(auctions.functions["auctions-on-calendar"], ({ dynamo, tables, queues }) => {
  const own = auctionsStore(openTable(dynamo, tables.Auctions));
  const ports = { own, deadlines: openQueue(queueClient(), queues.deadlines) };
  return { "calendar-published": () => sendOpenAwards(ports) };
});
