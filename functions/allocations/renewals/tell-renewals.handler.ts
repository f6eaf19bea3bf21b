import { jobHandler } from "../../../shared/streams/functions.ts";
import { allocations } from "../deployment.ts";
import { renewalPorts } from "../ports.ts";
import { tellRenewals } from "./tell-renewals.ts";

/** Every hour: tells holders of permits whose term ends soon. */
export const handler = jobHandler(allocations.functions["allocations-renewal-ahead"], (granted) => {
  const ports = renewalPorts(granted);
  return () => tellRenewals(ports);
});
