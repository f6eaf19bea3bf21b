import { jobHandler } from "../../../shared/streams/functions.ts";
import { compliance } from "../deployment.ts";
import { turnPorts } from "../ports.ts";
import { turnObligations } from "./turns.ts";

/** Every five minutes: obligations that change by time. */
export const handler = jobHandler(compliance.functions["compliance-turns"], (granted) => {
  const ports = turnPorts(granted);
  return () => turnObligations(ports);
});
