import { type Instant, plusSeconds } from "../../../shared/kernel/clock.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { recordKeyOf } from "../../../shared/records/record-hash.ts";
import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import { keyOf } from "../../../shared/store/client.ts";
import { inBatches } from "../../../shared/store/in-batches.ts";
import type { Table } from "../../../shared/store/table.ts";
import { settledAfterSeconds } from "../statements/balance.ts";
import { hintKey, sealedKey } from "./rows.ts";

/** By so much the clock of the sealer may be ahead of that of whoever records: half of the time that a record has to arrive in order. */
const clockDifferenceSeconds = settledAfterSeconds / 2;

/**
 * Tells the sealer of records that are there now and whose time may have been sealed without them. To be called after they were put: what is
 * put later than the sealer has read its time is told, and what is told needlessly is looked at and dropped. Records that are sealed already,
 * as in a rebuild of the read model, are not told.
 */
export async function hintLate(seals: Table, records: readonly TradeRecord[], now: Instant): Promise<void> {
  const maybeLate = records.filter(({ occurredAt }) => occurredAt < plusSeconds(now, clockDifferenceSeconds - settledAfterSeconds));
  const keys = maybeLate.map(({ recordId }) => sealedKey(recordId));
  const sealed = new Set(await inBatches(keys, (some) => seals.readMany(some, ({ pk }) => required(pk?.S, "partition key"))));
  const told = maybeLate.filter(({ recordId }) => !sealed.has(sealedKey(recordId).pk));
  await seals.putAll(told.map((record) => keyOf(hintKey(recordKeyOf(record)))));
}
