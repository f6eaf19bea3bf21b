import type { Fact } from "../../../shared/kernel/fact.ts";
import type { TransferData } from "../../../shared/ledger/contract.ts";
import { classOf, type Instrument, type InstrumentClass, isInstrument } from "../../../shared/ledger/instrument.ts";
import { areaOfInstrument } from "../../../shared/permits/pools.ts";
import { type Item, keyOf, type Page, type PageRequest } from "../../../shared/store/client.ts";
import type { Table } from "../../../shared/store/table.ts";

function partitionOf(area: string, instrumentClass: InstrumentClass): string {
  return `instruments#${area}#${instrumentClass}`;
}

/** One row per instrument of a ledger fact, so that an area's instruments can be listed; rewriting writes the same row. */
export function instrumentRows({ data }: Fact<TransferData>): Item[] {
  const instruments = new Set(data.postings.map(({ instrument }) => instrument));
  return [...instruments].map((instrument) =>
    keyOf({ pk: partitionOf(areaOfInstrument(instrument), classOf(instrument)), sk: instrument }),
  );
}

/** Instruments of a class that belong to exactly one area and that the ledger has ever moved, in order, a page at a time. */
export function instrumentPage(
  records: Table,
  area: string,
  instrumentClass: InstrumentClass,
  request: PageRequest,
): Promise<Page<Instrument>> {
  return records.page({ partition: partitionOf(area, instrumentClass), ...request }, ({ sk }) => sk?.S ?? "");
}

/** Whether the ledger has ever moved an instrument, as far as it is recorded. */
export async function isMoved(records: Table, instrument: string): Promise<boolean> {
  if (!isInstrument(instrument)) return false;
  const key = { pk: partitionOf(areaOfInstrument(instrument), classOf(instrument)), sk: instrument };
  return (await records.read(key, () => true)) === true;
}
