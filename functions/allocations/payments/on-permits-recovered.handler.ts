import { factsHandler } from "../../../shared/streams/functions.ts";
import { allocations } from "../deployment.ts";
import { ledgerPorts } from "../ports.ts";
import { doRecovered } from "./recovery.ts";

/** The bureau has recovered permits: what was to be paid for them is not owed any more, and what waits for its first payment is not delivered. */
export const handler = factsHandler(allocations.functions["allocations-on-recovered"], (granted) => {
  const ports = ledgerPorts(granted);
  return {
    "permits-recovered": ({ data }) => doRecovered(ports, data),
  };
});
