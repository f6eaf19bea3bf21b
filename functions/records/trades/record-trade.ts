import type { Clock } from "../../../shared/kernel/clock.ts";
import type { Fact } from "../../../shared/kernel/fact.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import type { Table } from "../../../shared/store/table.ts";
import { hintLate } from "../sealing/hints.ts";
import { dayRow, recordRows } from "./rows.ts";
import { tradeSources } from "./sources/sources.ts";

/** The trade records of a fact of a recorded type. */
export function recordsOf(fact: Fact): readonly TradeRecord[] {
  const sources: Readonly<Record<string, ((fact: never) => readonly TradeRecord[]) | undefined>> = tradeSources;
  return required(sources[fact.factType], `source of ${fact.factType}`)(fact as never);
}

/** Dependencies of recording trades. */
export interface RecorderPorts {
  readonly clock: Clock;
  readonly records: Table;
  readonly seals: Table;
}

/** Size at which a process clears its cache of days already listed. */
const cachedAtMost = 10_000;

/**
 * Records facts: unconditionally, so that a repeated one writes the same bytes. The days of records are listed before them, so that the sealer
 * passes no day over. What comes when its time may have been sealed is hinted to the sealer afterwards.
 */
export function tradeRecorder({ clock, records, seals }: RecorderPorts): (fact: Fact) => Promise<void> {
  const listed = new Set<string>();
  return async (fact) => {
    const made = recordsOf(fact);
    if (listed.size > cachedAtMost) listed.clear();
    await records.putAll([...new Set(made.map(({ day }) => day))].filter((day) => !listed.has(day)).map((day) => dayRow({ day })));
    for (const { day } of made) listed.add(day);
    await records.putAll(made.flatMap(recordRows));
    await hintLate(seals, made, clock.now());
  };
}
