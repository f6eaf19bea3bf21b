import type { Bilingual } from "../../../shared/kernel/problem.ts";
import type { ChannelName } from "../channels.ts";
import type { OutgoingMessage } from "./carrier.ts";

/** What is told, before it is written for a channel. */
interface Told {
  readonly messageId: string;
  readonly heading: Bilingual;
  readonly text: Bilingual;
}

/** The signature that mainland carriers require of every SMS, and the beginning of every subject. */
const signature = "【生态价值交易所】";

/** How each channel writes what is told: a mail has a subject and both languages in full, an SMS the Chinese text only. */
const writers: Readonly<Record<ChannelName, (told: Told) => Omit<OutgoingMessage, "messageId" | "to">>> = {
  mail: ({ heading, text }) => ({ subject: `${signature}${heading.zh} · ${heading.en}`, text: `${text.zh}\n\n${text.en}` }),
  sms: ({ text }) => ({ text: `${signature}${text.zh}` }),
};

/** The message that tells something to an address of a channel. */
export function messageTo(channel: ChannelName, to: string, told: Told): OutgoingMessage {
  return { messageId: told.messageId, to, ...writers[channel](told) };
}

/** The text of a confirmation code. */
export function codeText(code: string, minutes: number): { readonly heading: Bilingual; readonly text: Bilingual } {
  return {
    heading: { zh: "地址确认码", en: "Confirmation code" },
    text: {
      zh: `确认码 ${code}，${minutes} 分钟内有效。如非本人操作，请忽略。`,
      en: `Your confirmation code is ${code}; it counts for ${minutes} minutes. If you did not ask for it, ignore this message.`,
    },
  };
}

/** An address as lists show it: enough to recognise, too little to use. */
export function masked(address: string): string {
  const at = address.indexOf("@");
  if (at > 0) return `${address.slice(0, 1)}***${address.slice(at)}`;
  return `${address.slice(0, 3)}****${address.slice(-4)}`;
}
