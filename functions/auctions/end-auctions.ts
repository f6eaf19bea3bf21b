import type { SQSClient } from "@aws-sdk/client-sqs";
import { faultFields, logger } from "../../shared/runtime/logger.ts";
import { eachAtOnce } from "../../shared/store/at-once.ts";
import { commit } from "../../shared/store/transaction.ts";
import { sendAll } from "../../shared/streams/send-all.ts";
import { defaultEnrolment, type EnrolmentReference, type SettlementPorts } from "./settle-enrolments.ts";
import { type AuctionsStore, releasedAgain } from "./store.ts";

/** What sending enrolments to settlement reaches. */
export interface EndingPorts extends Pick<SettlementPorts, "dynamo" | "clock" | "auctions"> {
  readonly tables: Pick<SettlementPorts["tables"], "Auctions">;
  readonly sqs: SQSClient;
  /** Queue `settlements`. */
  readonly queueUrl: string;
}

const auctionsAtOnce = 16;
const awardsAtOnce = 32;

/** Sends every enrolment of an ended auction that waits for its end to the queue `settlements`, one message each. */
export async function sendToSettlement(
  { auctions, sqs, queueUrl }: Pick<EndingPorts, "auctions" | "sqs" | "queueUrl">,
  auctionId: string,
): Promise<void> {
  const waiting = (await auctions.enrolments(auctionId)).filter(({ state }) => state === "enrolled");
  const messages = waiting.map(({ partyId }): EnrolmentReference => ({ auctionId, partyId }));
  await sendAll(sqs, queueUrl, messages);
}

/** The second look, a minute after the end: an enrolment that was in flight then is released too. */
export async function releaseAgain(ports: EndingPorts): Promise<void> {
  await eachDue(ports.auctions, { kind: "release", until: ports.clock.now(), atOnce: auctionsAtOnce }, async (auctionId) => {
    await sendToSettlement(ports, auctionId);
    await commit(ports.dynamo, [releasedAgain(ports.tables.Auctions, auctionId)]);
  });
}

/** Defaults every award whose time to pay has passed; those of one pool take turns in writing, others go side by side. */
export async function defaultAwards(ports: SettlementPorts): Promise<void> {
  await eachDue(ports.auctions, { kind: "pay", until: ports.clock.now(), atOnce: awardsAtOnce }, (auctionId, partyId) =>
    defaultEnrolment(ports, { auctionId, partyId }),
  );
}

/** Runs for everything due, side by side; one failure does not stop the others, but the run then fails as a whole, so that its alarm fires. */
async function eachDue(
  auctions: Pick<AuctionsStore, "due">,
  { kind, until, atOnce }: { readonly kind: "release" | "pay"; readonly until: string; readonly atOnce: number },
  run: (auctionId: string, partyId: string) => Promise<void>,
): Promise<void> {
  await eachAtOnce(await auctions.due(kind, until), atOnce, async ({ pk, sk }) => {
    try {
      await run(pk.split("#")[1] ?? "", sk.slice("award#".length));
    } catch (error) {
      logger.error(`${kind} failed`, faultFields(error));
      throw error;
    }
  });
}
