import { formatFen } from "../../../shared/kernel/decimal.ts";
import type { BankLine, Refund } from "../rows.ts";

/** What the fact of an outgoing line says. */
export function outgoingFact({ amount, bankReference, bookingId, bankDay, creditedAt, counterpartyName, counterpartyAccount }: BankLine) {
  const payee = { payeeName: counterpartyName, payeeAccount: counterpartyAccount };
  return { amount: formatFen(amount), bankReference, bookingId, bankDay, creditedAt, ...payee };
}

/** Member whose money a refund returns; undefined for money in suspense. */
export function memberOfRefund({ account }: Pick<Refund, "account">): string | undefined {
  return account.startsWith("party:") ? account.slice("party:".length) : undefined;
}

/** What every fact of a refund says. */
export function refundFact(refund: Refund) {
  const { refundId, amount, toName, toAccount } = refund;
  return { refundId, partyId: memberOfRefund(refund) ?? "", amount: formatFen(amount), toName, toAccount };
}

/** A refund as the API returns it. */
export function refundView({ amount, version: _version, ofBankDay: _day, ofBookingId: _booking, ...refund }: Refund) {
  return { ...refund, amount: formatFen(amount) };
}
