import { plain, sum } from "../../../../shared/kernel/decimal.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { recordKeyOf } from "../../../../shared/records/record-hash.ts";
import type { TradeRecord } from "../../../../shared/records/trade-record.ts";
import type { Table } from "../../../../shared/store/table.ts";
import { readRecord, recordIdOf, recordKey, recordsOfDay } from "../rows.ts";
import { type Claim, claimsOf } from "./claims.ts";
import type { Found, RecordDifference } from "./difference.ts";
import { entriesOf, type Moved, madeAt, movedAt, readMoved } from "./entry-rows.ts";

/** The table Records, as the check reads it. */
export type CheckedRecords = Pick<Table, "page" | "readMany">;

/** Every record of the fact of a record: they may be in several blocks. */
async function recordsOfFact(records: CheckedRecords, { day, occurredAt, source }: TradeRecord): Promise<readonly TradeRecord[]> {
  const prefix = recordKeyOf({ occurredAt, recordId: source.factId });
  const { items } = await records.page({ partition: recordsOfDay(day), prefix }, recordIdOf);
  const found = await records.readMany(items.map(recordKey), readRecord);
  return found.filter((each) => each.source.factId === source.factId);
}

/** What all records of a fact claim of a position that one of them makes a claim about: a fact may take several things back at once. */
function together(siblings: readonly TradeRecord[], claim: Claim): Claim {
  const same = siblings.flatMap(claimsOf).filter(({ account, instrument }) => account === claim.account && instrument === claim.instrument);
  if (same.length < 2) return claim;
  const held = same.flatMap((each) => each.held ?? []);
  return { ...claim, total: sum(same.map(({ total }) => total)), ...(held.length === same.length && { held: sum(held) }) };
}

/**
 * The differences between what a record claims and what the entry of its cause and instant moved: none where they agree. An entry that has the
 * id of the record's fact is that one; a page that delivers for many decisions at once has an id of its own.
 */
export async function differencesOf(records: CheckedRecords, record: TradeRecord, block: number): Promise<readonly RecordDifference[]> {
  const { entry, occurredAt, source } = record;
  const claims = claimsOf(record);
  if (entry === undefined || claims.length === 0) return [];
  const partition = entriesOf(entry);
  const found = await Promise.all(
    claims.map(async (claim) => {
      const { items } = await records.page({ partition, prefix: movedAt(occurredAt, claim) }, readMoved);
      const own = items.filter(({ factId }) => factId === source.factId);
      return { claim, moved: movedBy(own.length > 0 ? own : items) };
    }),
  );
  const alone = found.filter(({ claim, moved }) => !agrees(claim, moved));
  if (alone.length === 0) return [];
  const siblings = await recordsOfFact(records, record);
  const wrong = alone.filter(({ claim, moved }) => !agrees(together(siblings, claim), moved));
  if (wrong.length === 0) return [];
  const { items: made } = await records.page({ partition, prefix: madeAt(occurredAt), limit: 1 }, readMoved);
  const what: Found = made.length === 0 ? "entry-missing" : "figures-differ";
  return wrong.map(({ claim, moved }) => differenceOf(record, block, what, claim, moved));
}

function movedBy(postings: readonly Moved[]) {
  const held = sum(postings.map((posting) => posting.held));
  return { held, total: held.plus(sum(postings.map(({ available }) => available))) };
}

function agrees(claim: Claim, moved: ReturnType<typeof movedBy>): boolean {
  return claim.total.eq(moved.total) && (claim.held === undefined || claim.held.eq(moved.held));
}

function differenceOf(
  { recordId, occurredAt, source, entry }: TradeRecord,
  block: number,
  found: Found,
  { account, instrument, total, held }: Claim,
  moved: ReturnType<typeof movedBy>,
): RecordDifference {
  const { kind: entryKind, reference: entryReference } = required(entry, `entry of ${recordId}`);
  return {
    ...{ recordId, block, occurredAt, factType: source.factType, entryKind, entryReference, found, account, instrument },
    recordedChange: plain(total),
    ...(held !== undefined && { recordedHeld: plain(held) }),
    ...{ ledgerChange: plain(moved.total), ledgerHeld: plain(moved.held) },
  };
}
