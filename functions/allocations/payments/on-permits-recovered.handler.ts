import { factsHandler } from "../../../shared/streams/functions.ts";
import { allocations } from "../deployment.ts";
import { ledgerPorts } from "../ports.ts";
import { allocationsOfHolds, waiveRecovered } from "./recovery.ts";

/** The bureau has recovered permits: what was to be paid for them is not owed any more. */
export const handler = factsHandler(allocations.functions["allocations-on-recovered"], (granted) => {
  const ports = ledgerPorts(granted);
  return {
    "permits-recovered": async ({ data }) => {
      for (const name of allocationsOfHolds(data.holds)) await waiveRecovered(ports, name);
    },
  };
});
