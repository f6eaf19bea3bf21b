import { factsHandler } from "../../../shared/streams/functions.ts";
import { licences } from "../deployment.ts";
import { deliveredPorts } from "../ports.ts";
import { listDelivered } from "./list-delivered.ts";

/** A site got permits, allocated or bought: lists those that its licence lacks. */
export const handler = factsHandler(licences.functions["licences-on-delivered"], (granted) => {
  const ports = deliveredPorts(granted);
  const list = (
    { siteId, partyId }: { readonly siteId: string; readonly partyId: string },
    permits: readonly { readonly instrument: string }[],
  ) => listDelivered(ports, { siteId, partyId, instruments: permits.map(({ instrument }) => instrument) });
  return {
    "allocation-delivered": ({ data }) => list(data, data.delivered),
    "allocation-granted": ({ data }) => list(data, data.amounts),
    "award-settled": ({ data }) => list(data, [data]),
  };
});
