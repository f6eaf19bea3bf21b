import { jobHandler } from "../../../../shared/streams/functions.ts";
import { carbon } from "../../deployment.ts";
import { allowancePorts } from "../../ports.ts";
import { expireVintages } from "./expire-vintages.ts";
import { tellVintageEnds } from "./tell-ends.ts";

/** Every hour: tells holders of vintages that end soon, and retires those that have ended. */
export const handler = jobHandler(carbon.functions["carbon-vintages"], (granted) => {
  const ports = allowancePorts(granted);
  return async () => {
    await tellVintageEnds(ports);
    await expireVintages(ports);
  };
});
