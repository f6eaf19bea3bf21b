import { formatFen, plain } from "../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { partyAccount, siteAccount } from "../../shared/ledger/account.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { CNY, need } from "../../shared/ledger/instrument.ts";
import { permitOf } from "../../shared/ledger/permit-issue.ts";
import { factWrite } from "../../shared/store/fact-store.ts";
import { backOff, commit, StoreBusy, type WriteFragment } from "../../shared/store/transaction.ts";
import { areaOfLot, permitLot, poolItems } from "./auction.ts";
import { auctionsFacts } from "./contract.ts";
import type { AuctionsPorts } from "./ports.ts";
import type { AuctionsRefusal } from "./refusals.ts";
import { defaultAward, deliveryOf, type EnrolmentHolds, release, settle, toPayOf } from "./settlement.ts";
import { type Auction, type Award, awardPut, type Enrolment, enrolmentPut } from "./store.ts";

/** What settlement reaches. */
export type SettlementPorts = Pick<AuctionsPorts, "dynamo" | "clock" | "auctions" | "ledger" | "inTurn"> & {
  readonly tables: Pick<AuctionsPorts["tables"], "Auctions" | "Ledger">;
};

/** One enrolment to settle or release; the message of the queue `settlements`. */
export interface EnrolmentReference {
  readonly auctionId: string;
  readonly partyId: string;
}

interface Subject {
  readonly auction: Auction;
  readonly enrolment: Enrolment;
  readonly award: Award | undefined;
  readonly holds: EnrolmentHolds;
}

const maximumAttempts = 10;

/**
 * Brings one enrolment of an ended auction to its end: a winner is settled as far as the cash goes, everybody else is released. Asked again,
 * it does nothing twice.
 */
export async function settleEnrolment(
  ports: SettlementPorts,
  reference: EnrolmentReference,
  actor = "settle-enrolment",
): Promise<"done" | "due"> {
  for (let attempt = 1; attempt <= maximumAttempts; attempt += 1) {
    const subject = await readSubject(ports, reference);
    if (!subject) return "done";
    const writes = subject.award
      ? settlementWrites(ports, { ...subject, award: subject.award }, actor)
      : releaseWrites(ports, subject, actor);
    if (!writes.ok) return "due";
    const result = await commit(ports.dynamo, writes.value);
    if (result.kind === "committed") return "done";
    if (typeof result.failure !== "string" && result.failure.code === "cash-not-covered" && subject.award) {
      await noteDue(ports, { ...subject, award: subject.award }, actor);
      return "due";
    }
    await backOff(attempt);
  }
  throw new StoreBusy("an enrolment kept changing while it was settled");
}

/** Defaults a winner whose time to pay has passed; does nothing where it has not, or where the award was settled meanwhile. */
export async function defaultEnrolment(ports: SettlementPorts, reference: EnrolmentReference): Promise<void> {
  for (let attempt = 1; attempt <= maximumAttempts; attempt += 1) {
    const subject = await readSubject(ports, reference);
    const award = subject?.award;
    const at = ports.clock.now();
    if (!subject || award?.state !== "due" || award.payBy > at) return;
    const writes = defaultWrites(ports, { ...subject, award }, at);
    const result = await ports.inTurn(poolItems(subject.auction.terms.lot), () => commit(ports.dynamo, writes));
    if (result.kind === "committed") return;
    await backOff(attempt);
  }
  throw new StoreBusy("an award kept changing while it was defaulted");
}

/**
 * An enrolment that waits for its end, with its holds, once its auction has ended; an award counts once the auction is cleared. Undefined
 * where there is nothing left to do.
 */
export async function readSubject(ports: SettlementPorts, { auctionId, partyId }: EnrolmentReference): Promise<Subject | undefined> {
  const { auctions } = ports;
  for (let attempt = 1; attempt <= maximumAttempts; attempt += 1) {
    const { auction, enrolment, award } = await auctions.participation(auctionId, partyId);
    if (!auction?.endedAt || enrolment?.state !== "enrolled") return undefined;
    const holds = await readHolds(ports, auction, enrolment);
    if (holds) return { auction, enrolment, award: auction.state === "cleared" ? award : undefined, holds };
    // Somebody settled it between the two reads: look again.
    await backOff(attempt);
  }
  throw new StoreBusy("the holds of an enrolment kept changing");
}

/** The writes that settle a due award, or why it can't be. */
export function settlementWrites(
  ports: SettlementPorts,
  subject: Subject & { readonly award: Award },
  actor: string,
): Outcome<WriteFragment<AuctionsRefusal>[], AuctionsRefusal> {
  const { auction, enrolment, award } = subject;
  const at = ports.clock.now();
  if (award.state !== "due") return refuse({ code: "nothing-due" });
  if (award.payBy <= at) return refuse({ code: "payment-overdue", payBy: award.payBy });
  const { entry, envelope } = newEntry(ports, subject, "award-settled", at, actor);
  settle(entry, auction, enrolment, award, subject.holds);
  const data = {
    ...basics(subject),
    siteId: enrolment.siteId,
    instrument: permitOf(permitLot(auction.terms)),
    quantity: plain(award.quantity),
    amount: formatFen(award.amount),
    fee: formatFen(award.fee),
    ...deliveryOf(award, enrolment),
  };
  return accept([
    awardPut(ports.tables.Auctions, settledAward(award, at)),
    enrolmentPut(ports.tables.Auctions, { ...enrolment, state: "settled", version: enrolment.version + 1 }),
    factWrite(ports.tables.Auctions, auctionsFacts.awardSettled, { ...envelope, data }),
    ...entry.writes(),
  ]);
}

/** The award as settlement leaves it. */
export function settledAward(award: Award, at: string): Award {
  return { ...award, state: "settled", settledAt: at, version: award.version + 1 };
}

function defaultWrites(ports: SettlementPorts, subject: Subject & { readonly award: Award }, at: string): WriteFragment<AuctionsRefusal>[] {
  const { auction, enrolment, award } = subject;
  const { entry, envelope } = newEntry(ports, subject, "award-defaulted", at, "default-awards");
  defaultAward(entry, auction, award, subject.holds, at);
  const data = {
    ...basics(subject),
    quantity: plain(award.quantity),
    amount: formatFen(award.amount),
    forfeited: formatFen(award.deposit),
  };
  return [
    awardPut(ports.tables.Auctions, { ...award, state: "defaulted", version: award.version + 1 }),
    enrolmentPut(ports.tables.Auctions, { ...enrolment, state: "defaulted", version: enrolment.version + 1 }),
    factWrite(ports.tables.Auctions, auctionsFacts.awardDefaulted, { ...envelope, data }),
    ...entry.writes(),
  ];
}

function releaseWrites(
  ports: SettlementPorts,
  subject: Subject,
  actor: string,
): Outcome<WriteFragment<AuctionsRefusal>[], AuctionsRefusal> {
  const { auction, enrolment } = subject;
  const { entry, envelope } = newEntry(ports, subject, "enrolment-released", ports.clock.now(), actor);
  release(entry, subject.holds);
  const reason = auction.state === "failed" ? (auction.outcome ?? auction.state) : auction.state === "cleared" ? "no-award" : auction.state;
  const data = { ...basics(subject), deposit: formatFen(enrolment.deposit), reason };
  return accept([
    enrolmentPut(ports.tables.Auctions, { ...enrolment, state: "released", version: enrolment.version + 1 }),
    factWrite(ports.tables.Auctions, auctionsFacts.enrolmentReleased, { ...envelope, data }),
    ...entry.writes(),
  ]);
}

/** States once that a winner has to pay by a day. */
async function noteDue(ports: SettlementPorts, subject: Subject & { readonly award: Award }, actor: string): Promise<void> {
  const { award } = subject;
  const { envelope } = newEntry(ports, subject, "award-due", ports.clock.now(), actor);
  const data = { ...basics(subject), quantity: plain(award.quantity), toPay: formatFen(toPayOf(award)), payBy: award.payBy };
  await commit(ports.dynamo, [factWrite(ports.tables.Auctions, auctionsFacts.awardDue, { ...envelope, data })]);
}

/** An entry whose fact happens once for each enrolment, whoever writes it. */
function newEntry({ tables }: SettlementPorts, { auction, enrolment }: Subject, kind: string, at: string, actor: string) {
  const { enrolmentId, partyId } = enrolment;
  const envelope = { factId: `${kind}.${enrolmentId}`, occurredAt: at, actor, parties: [partyId], area: areaOfLot(auction.terms) };
  const entry = new LedgerEntry<AuctionsRefusal>(tables.Ledger, { ...envelope, cause: { kind, reference: enrolmentId } });
  return { entry, envelope };
}

function basics({ auction, enrolment: { auctionId, enrolmentId, partyId } }: Subject) {
  return { auctionId, enrolmentId, partyId, title: auction.terms.title };
}

async function readHolds({ ledger }: SettlementPorts, auction: Auction, enrolment: Enrolment): Promise<EnrolmentHolds | undefined> {
  const { siteId, partyId, project, needHoldId, depositHoldId, deposit } = enrolment;
  const [needHold, depositHold] = await ledger.holdsAt([
    { account: siteAccount(siteId), instrument: need(auction.terms.lot.pollutant, project), holdId: needHoldId },
    ...(deposit.gt(0) ? [{ account: partyAccount(partyId), instrument: CNY, holdId: depositHoldId }] : []),
  ]);
  if (needHold?.state !== "pending" || (deposit.gt(0) && depositHold?.state !== "pending")) return undefined;
  return { need: needHold, deposit: depositHold };
}
