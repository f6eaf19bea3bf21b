import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A mail or SMS as the local cloud keeps it. */
export interface SentMessage {
  readonly to: string | readonly string[];
  readonly subject?: string;
  readonly text: string;
}

/** Every mail or SMS that a local cloud has sent to an address, oldest first, from its state folder. */
export function sentMessages(state: string, channel: "mail" | "sms", to: string): readonly SentMessage[] {
  const folder = join(state, "messages", channel);
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return names
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as SentMessage)
    .filter((message) => [message.to].flat().includes(to));
}
