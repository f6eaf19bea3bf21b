import { jobHandler } from "../../shared/streams/functions.ts";
import { surplus } from "./deployment.ts";
import { recoveryPorts } from "./ports.ts";
import { goOnWithRecoveries } from "./recovery-steps.ts";

/** Every five minutes: takes what open recoveries are about and is free by now. */
export const handler = jobHandler(surplus.functions["surplus-recover"], (granted) => {
  const ports = recoveryPorts(granted);
  return () => goOnWithRecoveries(ports);
});
