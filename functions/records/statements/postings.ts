import type { Instant } from "../../../shared/kernel/clock.ts";
import { Decimal } from "../../../shared/kernel/decimal.ts";
import type { Fact } from "../../../shared/kernel/fact.ts";
import type { TransferData } from "../../../shared/ledger/contract.ts";
import { type PositionName, type Posting, postingCodec, postingsOf } from "../../../shared/statements/postings.ts";
import { type Item, keyOf, type Page, type PageRequest } from "../../../shared/store/client.ts";
import type { Table } from "../../../shared/store/table.ts";

/** The rows of a ledger entry: one for each posting. The ledger merges postings, so a position occurs once in an entry. */
export function postingRows({ factId, occurredAt, data }: Fact<TransferData>): Item[] {
  const cause = `${data.cause.kind} ${data.cause.reference}`;
  return data.postings.map(({ available, held, heldFor, blockReference, ...position }) => ({
    ...keyOf({ pk: postingsOf(position), sk: `${occurredAt}#${factId}` }),
    ...postingCodec.encode({
      ...{ factId, occurredAt, cause, available: new Decimal(available), held: new Decimal(held) },
      ...(heldFor && { heldFor }),
      ...(blockReference !== undefined && { blockReference }),
    }),
  }));
}

/** Postings of a position, newest first, a page at a time. */
export function postingPage(records: Table, position: PositionName, request: PageRequest): Promise<Page<Posting>> {
  return records.page({ partition: postingsOf(position), descending: true, ...request }, postingCodec.decode);
}

/** Whether any posting of a position occurred at `from` or later but before `until`. */
export async function hasPostings(records: Table, position: PositionName, from: Instant, until: Instant): Promise<boolean> {
  const { items } = await records.page({ partition: postingsOf(position), from, to: until, limit: 1 }, postingCodec.decode);
  return items.length > 0;
}
