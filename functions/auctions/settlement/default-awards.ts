import { formatFen } from "../../../shared/kernel/decimal.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit, type WriteFragment } from "../../../shared/store/transaction.ts";
import { eachDue } from "../../../shared/streams/due-work.ts";
import { poolItems } from "../auction.ts";
import { auctionsFacts, type EnrolmentReference } from "../contract.ts";
import type { SettlementPorts } from "../ports.ts";
import type { AuctionsRefusal } from "../problems.ts";
import { awardedEnrolmentOf } from "../rows.ts";
import { dueKind } from "../store.ts";
import { bankDayOf, tradeParticulars } from "../trade.ts";
import { awardStated } from "../views.ts";
import { defaultAward } from "./entries.ts";
import { entryOnce, type PendingAward, readPending } from "./pending-enrolment.ts";

/** Defaults every award that was not paid by its deadline. Writes to one pool are serialized, others run concurrently. */
export async function defaultAwards(ports: SettlementPorts): Promise<void> {
  await eachDue(ports.own, dueKind.payment, ports.clock.now(), (key) => defaultEnrolment(ports, awardedEnrolmentOf(key)));
}

/** Defaults one award past its deadline; does nothing before the deadline or if the award has been settled meanwhile. */
async function defaultEnrolment(ports: SettlementPorts, reference: EnrolmentReference): Promise<void> {
  await retryWhileStale("an award being defaulted", async () => {
    const pending = await readPending(ports, reference);
    const award = pending?.award;
    const at = ports.clock.now();
    if (!pending || award?.state !== "due" || award.payBy > at) return;
    const writes = defaultWrites(ports, { ...pending, award }, at);
    const result = await ports.inTurn(poolItems(pending.auction.terms.lot), () => commit(ports.dynamo, writes));
    return result.kind === "committed" ? undefined : stale;
  });
}

function defaultWrites(ports: SettlementPorts, pending: PendingAward, at: string): WriteFragment<AuctionsRefusal>[] {
  const { own } = ports;
  const { auction, enrolment, award } = pending;
  const { entry, envelope } = entryOnce(ports, pending, "award-defaulted", at, "default-awards");
  defaultAward(entry, auction, award, pending.holds, at);
  const ending = { payBy: award.payBy, bankDay: bankDayOf(award), forfeited: formatFen(award.deposit) };
  const data = { ...tradeParticulars(auction, enrolment), ...awardStated(award), ...ending };
  return [
    own.awardPut({ ...award, state: "defaulted", version: award.version + 1 }),
    own.enrolmentPut({ ...enrolment, state: "defaulted", version: enrolment.version + 1 }),
    own.state(auctionsFacts.awardDefaulted, { ...envelope, data }),
    ...entry.writes(),
  ];
}
