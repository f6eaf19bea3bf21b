import { messageOf } from "../kernel/message.ts";
import data from "./surplus-rules.json" with { type: "json" };

/** The document and article of a rule, in both languages, for the refusal that applies it. */
export function sourceOf(rule: keyof typeof data.sources): string {
  return messageOf(data.sources[rule]);
}
