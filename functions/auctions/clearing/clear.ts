import { plain } from "../../../shared/kernel/decimal.ts";
import { expectation } from "../../../shared/kernel/expectations.ts";
import { type InvalidInput, invalidInput, invalidInputOf } from "../../../shared/kernel/invalid-input.ts";
import { accept, type Outcome } from "../../../shared/kernel/outcome.ts";
import { inSteps } from "./admission.ts";
import { type Allotment, allot } from "./allotment.ts";
import { type BidBook, readBids } from "./bid-book.ts";
import { type AwardColumns, formatFenUnits, rankAwards, stepsFormatter } from "./columns/award-columns.ts";
import { formatUnits } from "./columns/decimal-column.ts";
import { compareUtf8 } from "./columns/utf8-order.ts";
import { type ClearingResult, type ClearingTerms, clearingDocument, clearingTerms } from "./schema.ts";

/** Input of clearing: decoded terms and book. */
export interface ClearingInput {
  readonly terms: ClearingTerms;
  readonly bids: BidBook;
}

/** A cleared book in columns: `allotment` holds price, sums and reasons, `awards` the ranked winners. */
export interface Clearing {
  readonly allotment: Allotment;
  readonly awards: AwardColumns;
}

/**
 * Clears a sealed-bid sale: a pure function of terms and book, whatever the order of the bids. The auction and the command line both call it.
 * Every bid is in `awards` or in `rejected`, never both; sold + unsold = quantity + released.
 */
export function clear(input: ClearingInput): ClearingResult {
  return writeResult(input, clearInColumns(input));
}

/** Clears without building a document per bid. */
export function clearInColumns({ terms, bids }: ClearingInput): Clearing {
  const allotment = allot(terms, bids);
  return { allotment, awards: rankAwards(terms, bids, allotment) };
}

/** Decodes the input of `ecovalue clear`; refused with a JSON pointer to the first thing that is wrong. */
export function readClearingInput(document: unknown): Outcome<ClearingInput, InvalidInput> {
  // The book has its own reader: validating a million bids one by one with the schema takes far longer.
  if (typeof document === "object" && document !== null && "bids" in document && Array.isArray(document.bids)) {
    const shape = clearingDocument.safeParse({ ...document, bids: [] }, { error: expectation });
    if (!shape.success) return invalidInputOf(shape.error);
    const bids = readBids(document.bids);
    return bids.ok ? accept({ terms: shape.data.terms, bids: bids.value }) : bids;
  }
  const parsed = clearingDocument.safeParse(document, { error: expectation });
  return parsed.success ? invalidInput(["bids"], "not an array") : invalidInputOf(parsed.error);
}

/** Decodes terms alone, for a book that is already decoded; pointers start at the terms. */
export function readClearingTerms(document: unknown): Outcome<ClearingTerms, InvalidInput> {
  const parsed = clearingTerms.safeParse(document, { error: expectation });
  return parsed.success ? accept(parsed.data) : invalidInputOf(parsed.error);
}

/** Builds the result: rule 10's figures, awards and rejections. */
export function writeResult({ terms, bids: book }: ClearingInput, { allotment, awards }: Clearing): ClearingResult {
  const { outcome, clearingPrice, demand, sold, released } = allotment;
  const announced = inSteps(terms.quantity, terms);
  const quantity = stepsFormatter(terms);
  const uniformPrice = terms.pricing === "uniform" && clearingPrice !== null ? plain(clearingPrice) : undefined;
  return {
    outcome,
    clearingPrice: clearingPrice === null ? null : plain(clearingPrice),
    sold: quantity(sold),
    unsold: quantity(announced + released - sold),
    containmentReleased: quantity(released),
    demand: quantity(demand),
    coverRatio: formatFenUnits((200n * demand + announced) / (2n * announced)),
    awards: Array.from(awards.bids, (bid, at) => ({
      bidId: book.ids.at(bid),
      bidder: book.names[book.bidders[bid] ?? 0] ?? "",
      quantity: quantity(awards.steps[at] ?? 0),
      price: uniformPrice ?? formatUnits(book.prices.units[bid] ?? 0, book.prices.places),
      amount: formatFenUnits(awards.fen[at] ?? 0),
    })),
    rejected: Array.from(allotment.reasons.select({ rejected: true }), (bid) => ({
      bidId: book.ids.at(bid),
      reason: allotment.reasons.of(bid) ?? "outbid",
    })).sort((a, b) => compareUtf8(a.bidId, b.bidId)),
  };
}
