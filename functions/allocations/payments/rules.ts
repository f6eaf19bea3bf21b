import { messageOf } from "../../../shared/kernel/message.ts";
import data from "./rules.json" with { type: "json" };

const { rules } = data;

/** Document and article of the rules of payment that refusals name, each as a message in both languages. */
export const sources = {
  instalments: messageOf(rules.instalments),
  treasury: messageOf(rules.treasury),
  certificates: messageOf(rules.certificates),
} as const;
