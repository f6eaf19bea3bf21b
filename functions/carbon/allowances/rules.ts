import { messageOf } from "../../../shared/kernel/message.ts";
import data from "./allowance-rules.json" with { type: "json" };

const { rules } = data;

/** Document and article of the rules that refusals name, each as a message in both languages. */
export const sources = {
  plan: messageOf(rules.plan),
  objection: messageOf(rules.objection),
  report: messageOf(rules.report),
  carryOver: messageOf(rules.carryOver),
} as const;
