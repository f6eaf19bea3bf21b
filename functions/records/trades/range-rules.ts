import { pollutantOf } from "../../../shared/ledger/instrument.ts";
import type { FigureRange } from "./figures.ts";
import type { RangeRefusal, SelectedBy } from "./problems.ts";
import { dimensions, dimensionsAtOnce, type Selection } from "./rows.ts";

/** A range of instants or of days, which compare as texts. */
interface AskedTime {
  readonly from?: string | undefined;
  readonly before?: string | undefined;
}

/** Why no record can be in a range of instants: it has one to come, or is inverted. */
export function impossibleRange({ from, before }: AskedTime, now: string): RangeRefusal | undefined {
  const later = [from, before].find((at) => at !== undefined && at > now);
  if (later !== undefined) return { code: "instant-to-come", at: later, now };
  return from !== undefined && before !== undefined && from >= before ? { code: "range-inverted", from, before } : undefined;
}

/** Why no record can be in a range of days, of which the last is included. */
export function impossibleDays(from: string | undefined, until: string | undefined, today: string): RangeRefusal | undefined {
  const later = [from, until].find((day) => day !== undefined && day > today);
  if (later !== undefined) return { code: "instant-to-come", at: later, now: today };
  return from !== undefined && until !== undefined && from > until ? { code: "range-inverted", from, before: until } : undefined;
}

/** Why no record can have the figures that are asked for: a range ends below its beginning. */
export function impossibleFigures(figures: readonly FigureRange[]): RangeRefusal | undefined {
  for (const { of, least, most } of figures) {
    if (least !== undefined && most !== undefined && least.gt(most)) return { code: "figures-inverted", of, least, most };
  }
  return undefined;
}

/** Why instrument and pollutant can't be asked for together: an instrument says its pollutant itself, and it is another one. */
export function disagreement(asked: {
  readonly instrument?: string | undefined;
  readonly pollutant?: string | undefined;
}): RangeRefusal | undefined {
  const { instrument, pollutant } = asked;
  if (instrument === undefined || pollutant === undefined || pollutantOf(instrument) === pollutant) return undefined;
  return { code: "instrument-of-other-pollutant", instrument, pollutant };
}

/** What was asked for together, where no rows are written for it; undefined where there are. */
export function withoutIndex(
  selection: Selection,
  { from, before }: AskedTime,
  order: string | undefined,
  figures: readonly FigureRange[],
): SelectedBy[] | undefined {
  const values = dimensions.filter((name) => selection[name] !== undefined);
  const time: SelectedBy[] = from === undefined && before === undefined ? [] : ["time"];
  const asked = [...values, ...time, ...(order === undefined ? [] : ["order" as const]), ...figures.map(({ of }) => of)];
  if (figures.length === 0) return values.length > dimensionsAtOnce ? asked : undefined;
  const within = values.filter((name) => name !== "party").join() === "auction";
  return figures.length === 1 && within && time.length === 0 && order === undefined ? undefined : asked;
}
