import { openTable } from "../../../shared/store/table.ts";
import { factsHandler } from "../../../shared/streams/functions.ts";
import { auctions } from "../deployment.ts";
import { auctionsStore } from "../store.ts";
import { tellPostponed } from "./tell-postponed.ts";

/** An auction was postponed: states the new schedule to every enrolled member. */
export const handler = factsHandler(auctions.functions["auctions-on-postponed"], ({ dynamo, tables }) => {
  const ports = { dynamo, own: auctionsStore(openTable(dynamo, tables.Auctions)) };
  return { "auction-postponed": (fact) => tellPostponed(ports, fact) };
});
