import type { FactOf } from "../../../shared/kernel/fact.ts";
import { eachAtOnce } from "../../../shared/store/at-once.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { auctionsFacts } from "../contract.ts";
import type { AuctionsPorts } from "../ports.ts";

const factsAtOnce = 10;

/**
 * States the new schedule to every enrolled member, one fact each, so that the cost of the postponing command does not depend on the number
 * of enrolments. A fact's id is derived from postponement and enrolment, so a repeated run states nothing twice.
 */
export async function tellPostponed(
  { dynamo, own }: Pick<AuctionsPorts, "dynamo" | "own">,
  postponed: FactOf<typeof auctionsFacts.auctionPostponed>,
): Promise<void> {
  const { factId, occurredAt, actor, areas, data } = postponed;
  const { auctionId, title, schedule, reason } = data;
  const enrolled = (await own.enrolments(auctionId)).filter(({ state }) => state === "enrolled");
  await eachAtOnce(enrolled, factsAtOnce, async ({ enrolmentId, partyId, siteArea }) => {
    const envelope = {
      factId: `enrolment-postponed.${factId}.${enrolmentId}`,
      occurredAt,
      actor,
      parties: [partyId],
      areas: [...new Set([...areas, siteArea])],
    };
    const stated = { auctionId, enrolmentId, partyId, title, ...schedule, reason };
    await commit(dynamo, [own.state(auctionsFacts.enrolmentPostponed, { ...envelope, data: stated })]);
  });
}
