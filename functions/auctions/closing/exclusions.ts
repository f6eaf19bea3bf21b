import type { Manifest } from "../../../shared/auctions/sealed-book.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { type Party, partyCodec, partyKey } from "../../../shared/members/members.ts";
import { eachAtOnce } from "../../../shared/store/at-once.ts";
import type { Table } from "../../../shared/store/table.ts";
import { commit } from "../../../shared/store/transaction.ts";
import type { ClosingPorts } from "../ports.ts";

const partiesPerRead = 100;
const readsAtOnce = 8;
const notesAtOnce = 32;

/** Why a member's bids do not count: the lists it is on, and its standing where that is not admitted. Empty if they do. */
function groundsOf({ standing, exclusions }: Pick<Party, "standing" | "exclusions">): readonly string[] {
  return standing === "admitted" ? exclusions : [standing, ...exclusions];
}

/**
 * Why each of these members is excluded now, by member; members without a ground are left out. Each is read once and strongly consistent, a
 * hundred in a call.
 */
export async function exclusionsOf(
  parties: Pick<Table, "readMany">,
  partyIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const wanted = [...new Set(partyIds)];
  const found = new Map<string, Party>();
  const batches = Array.from({ length: Math.ceil(wanted.length / partiesPerRead) }, (_, batch) =>
    wanted.slice(batch * partiesPerRead, (batch + 1) * partiesPerRead),
  );
  await eachAtOnce(batches, readsAtOnce, async (batch) => {
    for (const party of await parties.readMany(batch.map(partyKey), partyCodec.decode)) found.set(party.partyId, party);
  });
  const grounds = wanted.map((partyId) => [partyId, groundsOf(required(found.get(partyId), "an enrolled member"))] as const);
  return new Map(grounds.filter(([, each]) => each.length > 0));
}

/** Writes the grounds of the book on every excluded enrolment, so that its release says why. A repeated run writes the same. */
export async function noteExclusions(
  { dynamo, own }: Pick<ClosingPorts, "dynamo" | "own">,
  { auctionId, enrolments }: Manifest,
): Promise<void> {
  const excluded = enrolments.filter(({ excludedFor }) => excludedFor.length > 0);
  await eachAtOnce(excluded, notesAtOnce, async ({ enrolmentId, excludedFor }) => {
    await commit(dynamo, [own.enrolmentExcluded({ auctionId, enrolmentId }, excludedFor)]);
  });
}
