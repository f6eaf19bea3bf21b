import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { FactOf } from "../../shared/kernel/fact.ts";
import { eachAtOnce } from "../../shared/store/at-once.ts";
import { factWrite } from "../../shared/store/fact-store.ts";
import { commit } from "../../shared/store/transaction.ts";
import { auctionsFacts } from "./contract.ts";
import type { AuctionsStore } from "./store.ts";

/** What telling of a postponement reaches. */
export interface PostponementPorts {
  readonly dynamo: DynamoDBClient;
  readonly tables: { readonly Auctions: string };
  readonly auctions: Pick<AuctionsStore, "enrolments">;
}

const factsAtOnce = 10;

/**
 * States the new schedule to every enrolled member, one fact each, so that the command that postpones costs the same however many have
 * enrolled. A fact's id follows from the postponement and the enrolment: asked again, it states nothing twice.
 */
export async function tellPostponed(
  { dynamo, tables, auctions }: PostponementPorts,
  postponed: FactOf<typeof auctionsFacts.auctionPostponed>,
): Promise<void> {
  const { factId, occurredAt, actor, area, data } = postponed;
  const { auctionId, title, schedule, reason } = data;
  await eachAtOnce(await auctions.enrolments(auctionId), factsAtOnce, async ({ enrolmentId, partyId }) => {
    const envelope = { factId: `enrolment-postponed.${factId}.${partyId}`, occurredAt, actor, parties: [partyId], area };
    const told = { auctionId, enrolmentId, partyId, title, ...schedule, reason };
    await commit(dynamo, [factWrite(tables.Auctions, auctionsFacts.enrolmentPostponed, { ...envelope, data: told })]);
  });
}
