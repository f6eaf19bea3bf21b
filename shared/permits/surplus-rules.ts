import { message } from "../kernel/message.ts";
import data from "./surplus-rules.json" with { type: "json" };

/** The document and article of a rule, in both languages, for the refusal that applies it. */
export function sourceOf(rule: keyof typeof data.sources): string {
  const { zh, en } = data.sources[rule];
  return message(zh, en);
}
