import { jobHandler } from "../../../shared/streams/functions.ts";
import { coverageFunctions } from "./deployment.ts";
import { coveragePorts } from "./ports.ts";
import { turnCoverages } from "./turns.ts";

/** Every five minutes: items whose values time alone has changed. */
export const handler = jobHandler(coverageFunctions["collateral-coverage-turns"], (granted) => {
  const ports = coveragePorts(granted);
  return () => turnCoverages(ports);
});
