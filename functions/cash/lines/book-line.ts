import { dayOf } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, formatFen } from "../../../shared/kernel/decimal.ts";
import { newId } from "../../../shared/kernel/ids.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { type Account, partyAccount, striped } from "../../../shared/ledger/account.ts";
import type { LedgerEntry } from "../../../shared/ledger/entry.ts";
import { CNY } from "../../../shared/ledger/instrument.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { CashPorts } from "../ports.ts";
import type { CashRefusal } from "../problems.ts";
import type { BankLine } from "../rows.ts";
import { fundDues } from "./fund-dues.ts";

/** What the bank's statement says about a line. */
export interface StatedLine {
  readonly bankReference: string;
  readonly creditedAt: Instant;
  readonly amount: Decimal;
  readonly direction: "in" | "out";
  readonly counterpartyName: string;
  readonly counterpartyAccount: string;
}

/** Dues that one booking may touch: its transaction holds one item each. */
const mostDues = 60;

/** A line as the API returns it. */
export function lineView({ amount, version: _version, ...line }: BankLine) {
  return { ...line, amount: formatFen(amount) };
}

/** A line that is about to be booked for an account; refused when it is in the future or the bank's reference is known. */
export async function newLine(
  { own, clock }: Pick<CashPorts, "own" | "clock">,
  stated: StatedLine,
  owner: Pick<BankLine, "account" | "state" | "refundId">,
): Promise<Outcome<BankLine, CashRefusal>> {
  const { bankReference, creditedAt } = stated;
  const bookedAt = clock.now();
  if (creditedAt > bookedAt) return refuse({ code: "credited-in-future", creditedAt, now: bookedAt });
  const earlier = await own.reference(bankReference);
  if (earlier) return refuse({ code: "duplicate-bank-line", bankReference, bookingId: earlier.bookingId });
  return accept({ ...stated, ...owner, bookingId: newId(bookedAt), bankDay: dayOf(creditedAt), bookedAt, version: 1 });
}

/** The writes that book a line on its day: its rows, and the count that closing the day is conditional on. */
export function lineWrites({ own }: Pick<CashPorts, "own">, line: BankLine): WriteFragment<CashRefusal>[] {
  return [own.bookedOn(line.bankReference, line.bankDay), ...own.linePuts(line)];
}

/** Ledger account of the bank that a line belongs to: the outside world of cash. */
export function bankOf({ bankReference }: Pick<BankLine, "bankReference">): Account {
  return striped("bank", bankReference);
}

/**
 * Adds to an entry that a line's money becomes a member's, and sets it aside for what the member owes. Refused if it owes more at once than
 * one transaction can hold.
 */
export async function creditMember(
  { ledger }: Pick<CashPorts, "ledger">,
  entry: LedgerEntry<CashRefusal>,
  { amount, creditedAt }: Pick<BankLine, "amount" | "creditedAt">,
  from: Account,
  partyId: string,
): Promise<Outcome<true, CashRefusal>> {
  const account = partyAccount(partyId);
  const [dues, { available }] = await Promise.all([ledger.dues(account), ledger.position(account, CNY)]);
  const funded = fundDues(dues, available, amount, creditedAt);
  if (funded.length > mostDues) return refuse({ code: "too-many-dues", most: String(mostDues) });
  entry.transfer({ instrument: CNY, from, to: account, quantity: amount });
  for (const { due, quantity, lateAt } of funded) entry.reserve(due, quantity, { ...(lateAt && { lateAt }), creditedAt });
  return accept(true);
}
