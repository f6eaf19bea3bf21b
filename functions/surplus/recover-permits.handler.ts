import { jobHandler } from "../../shared/streams/functions.ts";
import { surplus } from "./deployment.ts";
import { surplusPorts } from "./ports.ts";
import { goOnWithRecoveries } from "./recovery-steps.ts";

/** Every hour: takes what open recoveries wait for and is free by now. */
export const handler = jobHandler(surplus.functions["surplus-recover"], (granted) => {
  const ports = surplusPorts(granted);
  return () => goOnWithRecoveries(ports);
});
