import { factsHandler } from "../../shared/streams/functions.ts";
import { surplus } from "./deployment.ts";
import { surplusPorts } from "./ports.ts";
import { goOnWithRecovery } from "./recovery-steps.ts";
import { recoveryKey } from "./store.ts";

/** A recovery was ordered: takes what is free. */
export const handler = factsHandler(surplus.functions["surplus-begin-recovery"], (granted) => {
  const ports = surplusPorts(granted);
  return { "recovery-ordered": ({ data }) => goOnWithRecovery(ports, recoveryKey(data.recoveryId)) };
});
