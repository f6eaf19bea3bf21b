import { required } from "../../../../shared/kernel/invariant.ts";
import type { TradeRecord } from "../../../../shared/records/trade-record.ts";
import { eachAtOnce } from "../../../../shared/store/at-once.ts";
import type { BlockReader } from "../../sealing/blocks.ts";
import type { SealedBlock } from "../../sealing/contract.ts";
import { type CheckedRecords, differencesOf } from "./check-record.ts";
import type { RecordDifference } from "./difference.ts";
import { type ExceptionStore, exceptionRows } from "./exception-store.ts";
import type { DifferenceStore } from "./store.ts";

const recordsAtOnce = 10;

/** Dependencies of the check of a block. */
export interface CheckPorts {
  readonly blocks: Pick<BlockReader, "block" | "recordsOf">;
  readonly records: CheckedRecords;
  readonly differences: DifferenceStore;
  readonly exceptions: Pick<ExceptionStore, "keep">;
  /** Warns of a difference; an alarm counts the warnings. */
  readonly warn: (difference: RecordDifference) => void;
}

/**
 * Lists late records and reversals of a sealed block, and compares every record with the ledger: both are complete behind the watermark. Done again it lists the same, or what is
 * left after a repair.
 */
export async function checkBlock({ blocks, records, differences, exceptions, warn }: CheckPorts, { n }: SealedBlock): Promise<void> {
  const block = required(await blocks.block(n), `block ${n}`);
  const found: { readonly record: TradeRecord; readonly difference: RecordDifference }[] = [];
  const sealed = await blocks.recordsOf(block);
  // Records come in the order of the entries.
  await exceptions.keep(sealed.flatMap((record, place) => exceptionRows(record, { block: n, late: block.entries[place]?.late === true })));
  await eachAtOnce(sealed, recordsAtOnce, async (record) => {
    for (const difference of await differencesOf(records, record, n)) found.push({ record, difference });
  });
  await differences.keep(n, found);
  for (const { difference } of found) warn(difference);
}
