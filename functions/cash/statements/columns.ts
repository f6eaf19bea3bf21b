import { message } from "../../../shared/kernel/message.ts";
import { instant, positiveCny } from "../../../shared/kernel/schemas.ts";
import { accountNumber, bankReference, counterpartyName, direction, purpose } from "../shapes.ts";

/** Columns of a statement, in the order of its header, and what a field of each has to be: the rules of single bookings. */
export const columns = {
  bankReference,
  creditedAt: instant,
  direction,
  amount: positiveCny,
  counterpartyName,
  counterpartyAccount: accountNumber,
  purpose,
} as const;
/** One of them. */
export type Column = keyof typeof columns;

const bankTime = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})$/;

/** A time as banks print it, `2026-03-02 09:15:00`, is one in Shanghai; anything else stays as it is. */
export function withZone(text: string): string {
  return text.replace(bankTime, "$1T$2+08:00");
}

/** Messages about the lines of a statement. */
export const statementMessages = {
  repeated: message("文件中有重复的银行流水号", "the bank reference occurs twice in the file"),
  inFuture: message("入账时间在将来", "the time is in the future"),
  dayClosed: message("该银行日已结账，须先重开", "its bank day is closed: reopen it first"),
  bookedOtherwise: message(
    "该流水号已入账，但金额、方向、日期或对方账户不同",
    "the reference is booked with another amount, direction, day or account",
  ),
  noRefund: message(
    "付出的流水须先登记，或在用途中写明已下达的退款编号",
    "money paid out is booked before, or its purpose is the number of an ordered refund",
  ),
  refundRepeated: message("文件中另有一条流水写明同一退款", "another line of the file names the same refund"),
  otherRefund: message("与退款的金额或收款账户不符", "amount or account are not those of the refund"),
} as const;
