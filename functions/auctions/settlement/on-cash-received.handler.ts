import { factsHandler } from "../../../shared/streams/functions.ts";
import { auctions } from "../deployment.ts";
import { settlementPorts } from "../ports.ts";
import { settleDues } from "./dues.ts";

/** A member's cash has arrived: settles its unpaid awards, earliest deadline first. */
export const handler = factsHandler(auctions.functions["auctions-on-cash"], (granted) => {
  const ports = settlementPorts(granted);
  const settle = ({ data }: { readonly data: { readonly partyId: string } }) => settleDues(ports, data.partyId);
  return { "cash-received": settle, "suspense-assigned": settle, "refund-returned": settle };
});
