import { jobHandler } from "../../../shared/streams/functions.ts";
import { collateralJobPorts } from "../ports.ts";
import { freezesFunctions } from "./deployment.ts";
import { endFreezeTerms } from "./end-terms.ts";

/** Every five minutes: freezes whose term is over end, and those that waited take their turn. */
export const handler = jobHandler(freezesFunctions["collateral-freeze-terms"], (granted) => {
  const ports = collateralJobPorts(granted);
  return () => endFreezeTerms(ports);
});
