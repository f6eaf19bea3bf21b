import { factsHandler } from "../../../shared/streams/functions.ts";
import { enforcementFunctions } from "./deployment.ts";
import { endEnforcement, saleEndPorts } from "./end-sale.ts";

/** The sale of a pledge's tonnes is over: pays out what it brought and ends the enforcement. */
export const handler = factsHandler(enforcementFunctions["collateral-on-sale-ended"], (granted) => {
  const ports = saleEndPorts(granted);
  return { "pledged-sale-ended": ({ data }) => endEnforcement(ports, data) };
});
