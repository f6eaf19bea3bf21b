import { dayOf } from "../../../shared/kernel/calendar.ts";
import { epochMilliseconds, type Instant } from "../../../shared/kernel/clock.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { exportsLifecycles } from "./lifecycles.ts";
import type { RecordExport } from "./store.ts";

/** The state of an export at an instant: its file expires without anybody's doing. */
export function stateAt({ state, expiresAt }: Pick<RecordExport, "state" | "expiresAt">, at: Instant): RecordExport["state"] {
  const over = state === "ready" && expiresAt !== undefined && at >= expiresAt;
  return over ? stateAfter(exportsLifecycles.recordExport, state, "expire") : state;
}

/** The share of the range that is read, in whole percent. */
export function percentRead({ state, asked: { from, before }, reached }: Pick<RecordExport, "state" | "asked" | "reached">): number {
  if (state === "ready") return 100;
  const [begin, end, now] = [from, before, reached].map(epochMilliseconds) as [number, number, number];
  return Math.floor(((now - begin) / (end - begin)) * 100);
}

/** An export, as it is read. */
export function exportView(row: RecordExport, at: Instant) {
  const { exportId, format, asked, query, requestedAt, recordsRead, rowsWritten } = row;
  const { from, before, purpose: _purpose, investigation: _investigation, ...selection } = query;
  return {
    ...{ exportId, state: stateAt(row, at), format, language: asked.language, from, before, through: asked.before },
    ...{ complete: asked.before === before, selection, requestedAt, recordsRead, rowsWritten, percentRead: percentRead(row) },
    ...(row.reason !== undefined && { reason: row.reason }),
    ...(row.endedAt !== undefined && { endedAt: row.endedAt }),
    ...(row.expiresAt !== undefined && { expiresAt: row.expiresAt }),
    ...(row.state === "ready" && { bytes: row.bytes }),
  };
}

/** The name of the file of an export, as it is saved: the days of its range and the beginning of its id. */
export function fileNameOf({ exportId, asked }: Pick<RecordExport, "exportId" | "asked">, extension: string): string {
  return `trade-records-${dayOf(asked.from)}-${dayOf(asked.before)}-${exportId.slice(0, 8)}.${extension}`;
}
