import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { faultFields, logger } from "../../shared/runtime/logger.ts";
import { untilProcessed } from "../../shared/store/batch.ts";
import { inPages } from "../../shared/store/in-pages.ts";
import { commit } from "../../shared/store/transaction.ts";
import { defaultEnrolment, type EnrolmentReference, type SettlementPorts } from "./settle-enrolments.ts";
import { type AuctionsStore, releasedAgain } from "./store.ts";

/** What sending enrolments to settlement reaches. */
export interface EndingPorts extends Pick<SettlementPorts, "dynamo" | "clock" | "auctions"> {
  readonly tables: Pick<SettlementPorts["tables"], "Auctions">;
  readonly sqs: SQSClient;
  /** Queue `settlements`. */
  readonly queueUrl: string;
}

const messagesAtOnce = 10;

/** Sends every enrolment of an ended auction that waits for its end to the queue `settlements`, one message each. */
export async function sendToSettlement(
  { auctions, sqs, queueUrl }: Pick<EndingPorts, "auctions" | "sqs" | "queueUrl">,
  auctionId: string,
): Promise<void> {
  for await (const page of inPages(auctions.enrolments(auctionId), messagesAtOnce)) {
    const waiting = page.filter(({ state }) => state === "enrolled").map(({ partyId }) => ({ auctionId, partyId }));
    if (waiting.length > 0) await sendBatch(sqs, queueUrl, waiting);
  }
}

/** The second look, a minute after the end: an enrolment that was in flight then is released too. */
export async function releaseAgain(ports: EndingPorts): Promise<void> {
  await eachDue(ports.auctions, "release", ports.clock.now(), async (auctionId) => {
    await sendToSettlement(ports, auctionId);
    await commit(ports.dynamo, [releasedAgain(ports.tables.Auctions, auctionId)]);
  });
}

/** Defaults every award whose time to pay has passed. */
export async function defaultAwards(ports: SettlementPorts): Promise<void> {
  await eachDue(ports.auctions, "pay", ports.clock.now(), (auctionId, partyId) => defaultEnrolment(ports, { auctionId, partyId }));
}

/** Runs for everything due; one failure does not keep the others, but the run then fails as a whole, so that its alarm speaks. */
async function eachDue(
  auctions: Pick<AuctionsStore, "due">,
  kind: "release" | "pay",
  until: string,
  run: (auctionId: string, partyId: string) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  for await (const { pk, sk } of auctions.due(kind, until)) {
    await run(pk.split("#")[1] ?? "", sk.slice("award#".length)).catch((error: unknown) => {
      logger.error(`${kind} failed`, faultFields(error));
      failures.push(error);
    });
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of what was due to ${kind} failed`);
}

/** Sends a batch whole. */
function sendBatch(sqs: SQSClient, queueUrl: string, references: readonly EnrolmentReference[]): Promise<void> {
  const entries = references.map((reference, position) => ({ Id: String(position), MessageBody: JSON.stringify(reference) }));
  return untilProcessed(entries, async (pending) => {
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: pending }));
    return pending.filter(({ Id }) => Failed.some((failed) => failed.Id === Id));
  });
}
