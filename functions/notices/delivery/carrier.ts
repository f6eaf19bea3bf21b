import type { ChannelName } from "../channels.ts";

/** A message to one person. */
export interface OutgoingMessage {
  /** The same for repeated deliveries, so that a recipient or a log can tell a repeat. */
  readonly messageId: string;
  readonly to: string;
  /** Mail only. */
  readonly subject?: string;
  readonly text: string;
}

/** What a carrier did with a message: it took it, under its own id, or it will never take it. */
export type Carried = { readonly kind: "sent"; readonly carrierId: string } | { readonly kind: "refused"; readonly reason: string };

/**
 * Carries messages to people: SES, SNS, or another provider. Anything that may pass (throttling, an outage, an account that is not set up)
 * throws, so that the delivery is retried; a message that no retry can carry is refused.
 */
export interface Carrier {
  send(message: OutgoingMessage): Promise<Carried>;
}

/** The carrier of each channel. */
export type Carriers = Readonly<Record<ChannelName, Carrier>>;
