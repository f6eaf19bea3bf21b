import { jobHandler } from "../../../shared/streams/functions.ts";
import { collateralOwnPorts } from "../ports.ts";
import { pledgesFunctions } from "./deployment.ts";
import { endTerms } from "./end-terms.ts";

/** Every five minutes: drafts and registrations whose term is over. */
export const handler = jobHandler(pledgesFunctions["collateral-terms"], (granted) => {
  const ports = collateralOwnPorts(granted);
  return () => endTerms(ports);
});
