import { jobHandler } from "../../../shared/streams/functions.ts";
import { collateral } from "../deployment.ts";
import { collateralOwnPorts } from "../ports.ts";
import { endTerms } from "./end-terms.ts";

/** Every five minutes: drafts and registrations whose term is over. */
export const handler = jobHandler(collateral.functions["collateral-terms"], (granted) => {
  const ports = collateralOwnPorts(granted);
  return () => endTerms(ports);
});
