import type * as z from "zod";
import { receiptText } from "../../../../functions/auctions/bidding/bid-rules.ts";
import { receipt } from "../../../../functions/auctions/shapes.ts";
import type { Manifest } from "../../../../shared/auctions/sealed-book.ts";
import { decimal } from "../../../../shared/kernel/decimal.ts";
import { expectation } from "../../../../shared/kernel/expectations.ts";
import { sha256 } from "../../../../shared/kernel/ids.ts";
import { invalidInputOf } from "../../../../shared/kernel/invalid-input.ts";
import { accept, type Outcome, refuse } from "../../../../shared/kernel/outcome.ts";
import type { Bilingual } from "../../../../shared/kernel/problem.ts";
import type { Companion, WrongFile } from "../../command.ts";
import { readDocument } from "../../document.ts";

/** A bidder's receipt, as it was answered to it. */
export type Receipt = z.output<typeof receipt>;

/** A bidder's own receipt, in a file beside an evidence bag. */
export const receiptFile: Companion = {
  option: "receipt",
  summary: "a bidder's own receipt, the answer of PUT or GET …/bid: whether its bid was in the cleared book of an evidence bag",
  read: readReceipt,
  apart: true,
  streamedOnly: true,
};

function readReceipt(bytes: Uint8Array): Outcome<Receipt, WrongFile> {
  const document = readDocument(bytes);
  if (!document.ok) return refuse({ code: "wrong-file", errors: [document.refusal.detail] });
  const parsed = receipt.safeParse(document.value, { error: expectation });
  if (parsed.success) return accept(parsed.data);
  const { pointer, detail } = invalidInputOf(parsed.error).refusal;
  return refuse({ code: "wrong-file", errors: [`${pointer}: ${detail}`] });
}

/** Whether the bid of a receipt was cleared: its place, or why it was not. */
export type ReceiptAnswer = { readonly isIn: true; readonly place: string } | { readonly isIn: false; readonly why: Bilingual };

/**
 * Looks for the bid of a receipt in a sealed book. The hash of the receipt is recomputed for every enrolment: only that of its own gives the one
 * that the bidder was answered, so that a foreign or an altered receipt fits none.
 */
export function placeOfReceipt({ enrolments }: Pick<Manifest, "enrolments">, cleared: readonly string[], own: Receipt): ReceiptAnswer {
  const { version, receivedAt, receiptSalt: salt, receiptHash } = own;
  const steps = own.steps.map(({ bidId, price, quantity }) => ({ bidId, price: decimal(price), quantity: decimal(quantity) }));
  const enrolment = enrolments.find(
    ({ enrolmentId }) => sha256(receiptText({ enrolmentId, version, steps, receivedAt, salt })) === receiptHash,
  );
  if (!enrolment)
    return no(
      "回执与本场任何报名均不相符：被改动，或属于另一场次",
      "it is of no enrolment of this auction: it was altered, or is another auction's",
    );
  const { bid, excludedFor, enrolmentId } = enrolment;
  if (!bid)
    return no("该报名在封存时没有报价：报价已撤回", `the enrolment ${enrolmentId} had no bid when the book was sealed: it was withdrawn`);
  if (bid.receiptHash !== receiptHash)
    return no(
      `封存的是该报名的另一次报价（第 ${bid.version} 次，回执为第 ${version} 次）`,
      `another bid of its enrolment was sealed: quote ${bid.version}, and the receipt is of quote ${version}`,
    );
  if (excludedFor.length > 0)
    return no(
      `报价在封存簿中，但该单位被排除（${excludedFor.join("、")}），未参与出清`,
      `it was sealed and left out of the clearing: its member was excluded (${excludedFor.join(", ")})`,
    );
  const places = bid.bidIds.map((bidId) => cleared.indexOf(bidId) + 1);
  if (places.includes(0)) return no("出清的报价中没有它", "it is missing among the bids that were cleared");
  return { isIn: true, place: `${places.join(", ")} of ${cleared.length}` };
}

function no(zh: string, en: string): ReceiptAnswer {
  return { isIn: false, why: { zh, en } };
}
