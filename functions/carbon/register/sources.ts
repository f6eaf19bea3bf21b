import { messageOf } from "../../../shared/kernel/message.ts";
import data from "./register-rules.json" with { type: "json" };

const { rules } = data;

/** Document and article of the rules of the register, each as a message in both languages. */
export const registerSources = {
  factorSet: messageOf(rules.factorSet),
  keyEntity: messageOf(rules.keyEntity),
  coverage: messageOf(rules.coverage),
} as const;
