import { jobHandler } from "../../../shared/streams/functions.ts";
import { collateralOwnPorts } from "../ports.ts";
import { changesFunctions } from "./deployment.ts";
import { endDays } from "./end-days.ts";

/** Every five minutes: changes, objections and filings of names whose days are over. */
export const handler = jobHandler(changesFunctions["collateral-change-days"], (granted) => {
  const ports = collateralOwnPorts(granted);
  return () => endDays(ports);
});
