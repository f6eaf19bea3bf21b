import { type Decimal, plain } from "../../../shared/kernel/decimal.ts";
import { expectation } from "../../../shared/kernel/expectations.ts";
import { type InvalidInput, invalidInput, invalidInputOf } from "../../../shared/kernel/invalid-input.ts";
import { accept, type Outcome } from "../../../shared/kernel/outcome.ts";
import { type DecimalColumn, DecimalColumnBuilder, orderKeys } from "./columns/decimal-column.ts";
import { InstantColumnBuilder } from "./columns/instant-column.ts";
import { TextColumn } from "./columns/text-column.ts";
import { priceDigits, quantityDigits, type WrittenBid, writtenBid } from "./schema.ts";

/** One price step of a sealed bid, decoded. */
export interface Bid {
  /** Unique in the book. */
  readonly id: string;
  readonly bidder: string;
  /** Group of bidders that share limits; the bidder alone when absent. */
  readonly group?: string;
  readonly price: Decimal;
  readonly quantity: Decimal;
  /** ISO 8601 instant with `Z` or an offset. */
  readonly receivedAt: string;
}

/** A book of bids in columns: each bid has the same index in every column. Immutable; clearing never writes to it. */
export interface BidBook {
  readonly length: number;
  readonly ids: TextColumn;
  /** Number of the bid's bidder in `names`. */
  readonly bidders: Uint32Array;
  /** Number of the bid's group in `names`; a bidder without a group is the group of its own name. */
  readonly groups: Uint32Array;
  /** All names of bidders and groups, each once. */
  readonly names: readonly string[];
  readonly prices: DecimalColumn;
  readonly quantities: DecimalColumn;
  /** Order keys of the prices. */
  readonly priceKeys: Float64Array;
  /** Order keys of the instants of receipt, with all their decimals. */
  readonly timeKeys: Float64Array;
}

/**
 * Builds the book of decoded bids; refuses what the schema refuses in a file: a duplicate id, a number with too many digits, an invalid
 * time.
 */
export function bidBook(bids: readonly Bid[]): Outcome<BidBook, InvalidInput> {
  return readBids(bids.map((bid) => ({ ...bid, price: plain(bid.price), quantity: plain(bid.quantity) })));
}

/**
 * Reads the `bids` array of a document straight into columns. Accepts exactly what the schema `writtenBid` accepts (a property test
 * compares them); the schema runs only to explain the first bad bid. Pointers start with `/bids`.
 */
export function readBids(bids: readonly unknown[]): Outcome<BidBook, InvalidInput> {
  const count = bids.length;
  const ids: string[] = [];
  const bidders = new Uint32Array(count);
  const groups = new Uint32Array(count);
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, numbers.size);
    return numbers.size - 1;
  };
  const prices = new DecimalColumnBuilder(count, priceDigits);
  const quantities = new DecimalColumnBuilder(count, quantityDigits);
  const receivedAt = new InstantColumnBuilder(count);
  for (const [index, bid] of bids.entries()) {
    if (!isWritten(bid)) return explain(bid, index);
    if (!prices.append(bid.price) || !quantities.append(bid.quantity) || !receivedAt.append(bid.receivedAt)) return explain(bid, index);
    const bidder = numberOf(bid.bidder);
    bidders[index] = bidder;
    groups[index] = bid.group === undefined ? bidder : numberOf(bid.group);
    ids.push(bid.id);
  }
  const twice = duplicate(ids);
  if (twice !== undefined) return invalidInput(["bids", twice, "id"], "another bid has the same id");
  const priceColumn = prices.finish();
  return accept({
    length: count,
    ids: new TextColumn(ids),
    bidders,
    groups,
    names: [...numbers.keys()],
    prices: priceColumn,
    quantities: quantities.finish(),
    priceKeys: orderKeys(priceColumn),
    timeKeys: orderKeys(receivedAt.finish()),
  });
}

const requiredKeys: ReadonlySet<string> = new Set(["id", "bidder", "price", "quantity", "receivedAt"]);

/** Whether a value has the keys and types of a bid; the columns check the notation of numbers and times. */
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
  const parsed = writtenBid.safeParse(bid, { error: expectation });
  if (!parsed.success) return invalidInputOf(parsed.error, ["bids", index]);
  return invalidInput(["bids", index, "receivedAt"], "not a day that exists");
}

function duplicate(ids: readonly string[]): number | undefined {
  if (new Set(ids).size === ids.length) return undefined;
  const seen = new Set<string>();
  return ids.findIndex((id) => seen.size === seen.add(id).size);
}
