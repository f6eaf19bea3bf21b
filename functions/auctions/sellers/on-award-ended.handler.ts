import { openTable } from "../../../shared/store/table.ts";
import { factsHandler } from "../../../shared/streams/functions.ts";
import { auctions } from "../deployment.ts";
import { auctionsStore } from "../store.ts";
import { stateSaleEnded } from "./state-sale-ended.ts";

/** An award was settled or is in default: where it was the last of the sale of a pledge's tonnes, that is stated. */
export const handler = factsHandler(auctions.functions["auctions-on-award-ended"], ({ dynamo, clock, tables }) => {
  const ports = { dynamo, clock, own: auctionsStore(openTable(dynamo, tables.Auctions)) };
  const state = ({ data }: { readonly data: Parameters<typeof stateSaleEnded>[1] }) => stateSaleEnded(ports, data);
  return { "award-settled": state, "award-defaulted": state };
});
