import { partyAccount, siteAccount } from "../../../shared/ledger/account.ts";
import type { Due } from "../../../shared/ledger/dues.ts";
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
    const { holds, due } = await readHoldsAndDue(ports, auction, enrolment, won);
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
  ports: Pick<SettlementPorts, "ledger">,
  auction: Auction,
  enrolment: Enrolment,
): Promise<EnrolmentHolds | undefined> {
  return (await readHoldsAndDue(ports, auction, enrolment, undefined)).holds;
}

interface ReadHolds {
  readonly holds: EnrolmentHolds | undefined;
  readonly due: Due | undefined;
}

/** The holds of an enrolment and what its winner still has to pay, in one call. */
async function readHoldsAndDue(
  { ledger }: Pick<SettlementPorts, "ledger">,
  auction: Auction,
  enrolment: Enrolment,
  won: Award | undefined,
): Promise<ReadHolds> {
  const { siteId, partyId, project, needHoldId, depositHoldId, deposit } = enrolment;
  const account = partyAccount(partyId);
  const names = [
    { account: siteAccount(siteId), instrument: need(auction.terms.lot.pollutant, project), holdId: needHoldId },
    ...(deposit.gt(0) ? [{ account, instrument: CNY, holdId: depositHoldId }] : []),
  ];
  const read = won
    ? await ledger.holdsAndDue(names, { account, dueId: won.enrolmentId })
    : { holds: await ledger.holdsAt(names), due: undefined };
  const [needHold, depositHold] = read.holds;
  const isWhole = needHold?.state === "pending" && (deposit.isZero() || depositHold?.state === "pending");
  return { holds: isWhole ? { need: needHold, deposit: depositHold } : undefined, due: read.due };
}
