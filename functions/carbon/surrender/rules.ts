import { message } from "../../../shared/kernel/message.ts";
import data from "./surrender-rules.json" with { type: "json" };

/** Document and article of a rule of surrender, in both languages. */
export function sourceOf(rule: keyof typeof data): string {
  const { zh, en } = data[rule].source;
  return message(zh, en);
}
