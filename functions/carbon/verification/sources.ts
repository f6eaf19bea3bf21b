import { messageOf } from "../../../shared/kernel/message.ts";
import data from "./verification-rules.json" with { type: "json" };

const { documents } = data;

/** Documents of the rules of verification that refusals name, each as a message in both languages. */
export const verificationSources = {
  assignment: messageOf(documents.assignment),
  finding: messageOf(documents.finding),
  conservative: messageOf(documents.conservative),
  conclusion: messageOf(documents.conclusion),
} as const;
