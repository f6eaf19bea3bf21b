import type { SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { sendAll } from "../../shared/streams/send-all.ts";
import { settleSeconds } from "./close-auctions.ts";
import type { AuctionsPorts } from "./ports.ts";

/** One auction whose close is due; the message of the queue `closings`. */
export const closingMessage = z.object({ auctionId: z.string() });

/** What sending closes reaches. */
export interface SendClosingsPorts extends Pick<AuctionsPorts, "clock" | "auctions"> {
  readonly sqs: SQSClient;
  /** Queue `closings`. */
  readonly queueUrl: string;
}

/**
 * Sends every auction whose close is due to the queue `closings`, one message each. A message that is lost or fails is sent again by a later
 * run, because the auction stays due; one that has begun to close is due again only once the function that works on it must have ended.
 */
export async function sendClosings({ clock, auctions, sqs, queueUrl }: SendClosingsPorts): Promise<void> {
  const due = await auctions.due("close", plusSeconds(clock.now(), -settleSeconds));
  const messages = due.map(({ pk }): z.infer<typeof closingMessage> => ({ auctionId: pk.slice("auction#".length) }));
  await sendAll(sqs, queueUrl, messages);
}
