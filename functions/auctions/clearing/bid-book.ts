import { type Decimal, plain } from "../../../shared/kernel/decimal.ts";
import { type InvalidInput, invalidInput, invalidInputOf } from "../../../shared/kernel/invalid-input.ts";
import { accept, type Outcome } from "../../../shared/kernel/outcome.ts";
import { type DecimalColumn, DecimalColumnBuilder, orderKeys } from "./decimal-column.ts";
import { InstantColumnBuilder } from "./instant-column.ts";
import { priceDigits, quantityDigits, type WrittenBid, writtenBid } from "./schema.ts";

/** One price step of a sealed bid, decoded. */
export interface Bid {
  /** Unique in the book. */
  readonly id: string;
  readonly bidder: string;
  /** Bidders that share limits; the bidder alone when absent. */
  readonly group?: string;
  readonly price: Decimal;
  readonly quantity: Decimal;
  /** ISO 8601 instant with `Z` or an offset. */
  readonly receivedAt: string;
}

/** A book of bids in columns: what a bid says stands at its index in every column. Immutable; clearing never writes to it. */
export interface BidBook {
  readonly length: number;
  readonly ids: readonly string[];
  readonly bidders: readonly string[];
  /** Number of the bid's group, from 0. */
  readonly groups: Uint32Array;
  readonly groupCount: number;
  readonly prices: DecimalColumn;
  readonly quantities: DecimalColumn;
  /** Order keys of the prices. */
  readonly priceKeys: Float64Array;
  /** Order keys of the instants of receipt, all their decimals regarded. */
  readonly timeKeys: Float64Array;
}

/** The book of decoded bids; refused for what the schema refuses in a file: a duplicate id, a number with too many digits, a time that is none. */
export function bidBook(bids: readonly Bid[]): Outcome<BidBook, InvalidInput> {
  return readBids(bids.map((bid) => ({ ...bid, price: plain(bid.price), quantity: plain(bid.quantity) })));
}

/**
 * Reads the `bids` array of a document straight into columns. It accepts exactly what the schema `writtenBid` accepts (a property holds
 * the two together); the schema is asked only to say what is wrong with the first bad bid. Pointers start with `/bids`.
 */
export function readBids(bids: readonly unknown[]): Outcome<BidBook, InvalidInput> {
  const count = bids.length;
  const ids: string[] = [];
  const bidders: string[] = [];
  const groups = new Uint32Array(count);
  const groupNumbers = new Map<string, number>();
  const prices = new DecimalColumnBuilder(count, priceDigits);
  const quantities = new DecimalColumnBuilder(count, quantityDigits);
  const receivedAt = new InstantColumnBuilder(count);
  for (const [index, bid] of bids.entries()) {
    if (!isWritten(bid)) return explain(bid, index);
    if (!prices.append(bid.price) || !quantities.append(bid.quantity) || !receivedAt.append(bid.receivedAt)) return explain(bid, index);
    const group = bid.group ?? bid.bidder;
    let number = groupNumbers.get(group);
    if (number === undefined) {
      number = groupNumbers.size;
      groupNumbers.set(group, number);
    }
    groups[index] = number;
    ids.push(bid.id);
    bidders.push(bid.bidder);
  }
  const twice = duplicate(ids);
  if (twice !== undefined) return invalidInput(["bids", twice, "id"], "another bid has the same id");
  const priceColumn = prices.finish();
  return accept({
    length: count,
    ids,
    bidders,
    groups,
    groupCount: groupNumbers.size,
    prices: priceColumn,
    quantities: quantities.finish(),
    priceKeys: orderKeys(priceColumn),
    timeKeys: orderKeys(receivedAt.finish()),
  });
}

const requiredKeys: ReadonlySet<string> = new Set(["id", "bidder", "price", "quantity", "receivedAt"]);

/** Whether a value has the keys and types of a bid; notations of the numbers and of the time are left to the columns. */
function isWritten(bid: unknown): bid is WrittenBid {
  if (typeof bid !== "object" || bid === null || Array.isArray(bid)) return false;
  let required = 0;
  // Not Object.keys: an array a bid costs more than all other checks together.
  for (const key in bid) {
    if (requiredKeys.has(key)) required += 1;
    else if (key !== "group") return false;
  }
  const { id, bidder, group, price, quantity, receivedAt } = bid as Partial<Record<keyof WrittenBid, unknown>>;
  return (
    required === requiredKeys.size &&
    isText(id) &&
    isText(bidder) &&
    (group === undefined || isText(group)) &&
    typeof price === "string" &&
    typeof quantity === "string" &&
    typeof receivedAt === "string"
  );
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.isWellFormed();
}

function explain(bid: unknown, index: number): { readonly ok: false; readonly refusal: InvalidInput } {
  const parsed = writtenBid.safeParse(bid);
  if (!parsed.success) return invalidInputOf(parsed.error, ["bids", index]);
  return invalidInput(["bids", index, "receivedAt"], "not a day that exists");
}

function duplicate(ids: readonly string[]): number | undefined {
  if (new Set(ids).size === ids.length) return undefined;
  const seen = new Set<string>();
  return ids.findIndex((id) => seen.size === seen.add(id).size);
}
