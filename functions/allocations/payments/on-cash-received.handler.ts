import { factsHandler } from "../../../shared/streams/functions.ts";
import { allocations } from "../deployment.ts";
import { ledgerPorts } from "../ports.ts";
import { payDues } from "./pay-dues.ts";

/** A member's cash has arrived: pays the instalments that it was set aside for, earliest deadline first. */
export const handler = factsHandler(allocations.functions["allocations-on-cash"], (granted) => {
  const ports = ledgerPorts(granted);
  const pay = ({ data }: { readonly data: { readonly partyId: string } }) => payDues(ports, data.partyId);
  return { "cash-received": pay, "suspense-assigned": pay, "refund-returned": pay };
});
