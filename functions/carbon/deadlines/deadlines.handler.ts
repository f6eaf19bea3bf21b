import { jobHandler } from "../../../shared/streams/functions.ts";
import { carbon } from "../deployment.ts";
import { duePorts } from "../ports.ts";
import { runDeadlines } from "./deadlines.ts";

/** Every minute: what is due in carbon. */
export const handler = jobHandler(carbon.functions["carbon-deadlines"], (granted) => {
  const ports = duePorts(granted);
  return () => runDeadlines(ports);
});
