import { formatFen, plain } from "../../../shared/kernel/decimal.ts";
import { segments } from "./position-page.ts";
import type { Revaluation } from "./revaluation.ts";
import type { SegmentProgress } from "./store.ts";
import type { StoredValue } from "./value-rows.ts";

/** A value as the API returns it. */
export function valueView({ quantity, valueCny, ...value }: StoredValue) {
  return { ...value, quantity: plain(quantity), valueCny: formatFen(valueCny) };
}

/** A revaluation with how far each of its segments is, as the API returns it. */
export function progressView(revaluation: Revaluation, begun: readonly SegmentProgress[]) {
  const total = (count: (progress: SegmentProgress) => number): number => begun.reduce((sum, each) => sum + count(each), 0);
  const known = new Map(begun.map((each) => [each.segment, each]));
  return {
    ...revaluation,
    done: begun.length === segments && begun.every(({ done }) => done),
    positions: total(({ positions }) => positions),
    valued: total(({ valued }) => valued),
    segments: Array.from({ length: segments }, (_, segment) => segmentView(segment, known.get(segment))),
  };
}

function segmentView(segment: number, progress: SegmentProgress | undefined) {
  if (!progress) return { segment, state: "waiting" as const, positions: 0, valued: 0 };
  const { positions, valued, done, changedAt } = progress;
  return { segment, state: done ? ("done" as const) : ("running" as const), positions, valued, changedAt };
}
