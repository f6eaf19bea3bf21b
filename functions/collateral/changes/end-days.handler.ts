import { jobHandler } from "../../../shared/streams/functions.ts";
import { collateral } from "../deployment.ts";
import { collateralOwnPorts } from "../ports.ts";
import { endDays } from "./end-days.ts";

/** Every five minutes: changes, objections and filings of names whose days are over. */
export const handler = jobHandler(collateral.functions["collateral-change-days"], (granted) => {
  const ports = collateralOwnPorts(granted);
  return () => endDays(ports);
});
