import { required } from "../../../shared/kernel/invariant.ts";
import { messageOf } from "../../../shared/kernel/message.ts";
import data from "./enrolment-rules.json" with { type: "json" };

/** Where a rule of enrolling is written, as a message in both languages. */
export function sourceOfRule(id: string): string {
  const found = data.rules.find((each) => each.id === id);
  return messageOf(required(found, `rule ${id}`).source);
}
