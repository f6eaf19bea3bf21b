import { jobHandler } from "../../../shared/streams/functions.ts";
import { valuesFunctions } from "./deployment.ts";
import { turnPorts } from "./ports.ts";
import { turnValues } from "./turns.ts";

/** Every five minutes: prices whose day has come, and months that have begun. */
export const handler = jobHandler(valuesFunctions["valuation-turns"], (granted) => {
  const ports = turnPorts(granted);
  return () => turnValues(ports);
});
