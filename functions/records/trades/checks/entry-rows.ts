import { Decimal } from "../../../../shared/kernel/decimal.ts";
import type { Fact } from "../../../../shared/kernel/fact.ts";
import type { TransferData } from "../../../../shared/ledger/contract.ts";
import { type Item, keyOf } from "../../../../shared/store/client.ts";
import { decimalText, type RowOf, rowCodec, text } from "../../../../shared/store/codec.ts";

/** What an entry is made for. */
type Cause = TransferData["cause"];

const movedFields = { factId: text, account: text, instrument: text, available: decimalText, held: decimalText };
/** A posting, as it is found by the cause of its entry. */
export type Moved = RowOf<typeof movedFields>;
const movedCodec = rowCodec(movedFields);

/** Partition of the entries of a cause. */
export function entriesOf({ kind, reference }: Cause): string {
  return `entries-of#${kind} ${reference}`;
}

/** Beginning of the sort keys of the entries of an instant. */
export function madeAt(occurredAt: string): string {
  return `${occurredAt}#`;
}

/** Beginning of the sort keys of the postings of an instant on a position. */
export function movedAt(occurredAt: string, { account, instrument }: Pick<Moved, "account" | "instrument">): string {
  return `${madeAt(occurredAt)}${account}#${instrument}#`;
}

/** The rows by which the postings of an entry are found by its cause. Keys and bytes depend on the fact alone. */
export function entryRows({ factId, occurredAt, data: { cause, postings } }: Fact<TransferData>): Item[] {
  return postings.map(({ account, instrument, available, held }) => ({
    ...keyOf({ pk: entriesOf(cause), sk: `${movedAt(occurredAt, { account, instrument })}${factId}` }),
    ...movedCodec.encode({ factId, account, instrument, available: new Decimal(available), held: new Decimal(held) }),
  }));
}

/** Reads a posting from its row. */
export const readMoved = movedCodec.decode;
