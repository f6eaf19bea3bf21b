import { partyAccount, siteAccount } from "../../../shared/ledger/account.ts";
import { CNY } from "../../../shared/ledger/instrument.ts";
import { need } from "../../../shared/permits/instruments.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import type { EnrolmentReference } from "../contract.ts";
import type { SettlementPorts } from "../ports.ts";
import type { AuctionsRefusal } from "../problems.ts";
import type { Auction, Award, Enrolment } from "../rows.ts";
import { areasOfTrade, tradeParticulars } from "../trade.ts";
import type { AwardHolds, EnrolmentHolds } from "./entries.ts";

/** An enrolment of an ended auction that is neither settled nor released yet. */
export interface PendingEnrolment {
  readonly auction: Auction;
  readonly enrolment: Enrolment;
  readonly holds: EnrolmentHolds;
  /** Its award; undefined if there is none. */
  readonly won: Won | undefined;
}
/** An award that is neither paid nor in default, with what its winner still has to pay. */
interface Won {
  readonly award: Award;
  readonly holds: AwardHolds;
}
/** A pending enrolment with an award. */
export type PendingAward = PendingEnrolment & { readonly won: Won };

/** Reads a pending enrolment with its holds; undefined if nothing is left to do. */
export function readPending(ports: SettlementPorts, reference: EnrolmentReference): Promise<PendingEnrolment | undefined> {
  return retryWhileStale<PendingEnrolment | undefined>("the holds of an enrolment", async () => {
    const { auction, enrolment, award } = await ports.own.participation(reference);
    if (!auction?.endedAt || enrolment?.state !== "enrolled") return undefined;
    const won = auction.state === "cleared" ? award : undefined;
    const [holds, due] = await Promise.all([
      readHolds(ports, auction, enrolment),
      won && ports.ledger.due(partyAccount(won.partyId), won.enrolmentId),
    ]);
    // Missing ones have ended between the two reads.
    if (!holds || (won && !due)) return stale;
    return { auction, enrolment, holds, won: won && due && { award: won, holds: { ...holds, due } } };
  });
}

/** Begins a ledger entry and a fact envelope with ids that make them happen once per enrolment, whoever writes them. */
export function entryOnce({ ledger }: SettlementPorts, { auction, enrolment }: PendingEnrolment, kind: string, at: string, actor: string) {
  const { enrolmentId, partyId } = enrolment;
  const areas = areasOfTrade(auction.terms, enrolment);
  const envelope = { factId: `${kind}.${enrolmentId}`, occurredAt: at, actor, parties: [partyId], areas };
  return { envelope, entry: ledger.newEntry<AuctionsRefusal>({ ...envelope, cause: { kind, reference: enrolmentId } }) };
}

/** Data that every fact about an enrolment carries: the whole trade, as of the enrolment. */
export function enrolmentBasics({ auction, enrolment }: PendingEnrolment) {
  return tradeParticulars(auction, enrolment);
}

/** The two holds of an enrolment; undefined if they are not pending any more. */
export async function readHolds(
  { ledger }: Pick<SettlementPorts, "ledger">,
  auction: Auction,
  enrolment: Enrolment,
): Promise<EnrolmentHolds | undefined> {
  const { siteId, partyId, project, needHoldId, depositHoldId, deposit } = enrolment;
  const [needHold, depositHold] = await ledger.holdsAt([
    { account: siteAccount(siteId), instrument: need(auction.terms.lot.pollutant, project), holdId: needHoldId },
    ...(deposit.gt(0) ? [{ account: partyAccount(partyId), instrument: CNY, holdId: depositHoldId }] : []),
  ]);
  if (needHold?.state !== "pending" || (deposit.gt(0) && depositHold?.state !== "pending")) return undefined;
  return { need: needHold, deposit: depositHold };
}
