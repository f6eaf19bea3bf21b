import { canonicalJson } from "../kernel/canonical-json.ts";
import { sha256 } from "../kernel/ids.ts";
import type { TradeRecord } from "./trade-record.ts";

/** The position of a record in the order of all records: (occurredAt, id). Keys compare as texts. */
export function recordKeyOf({ occurredAt, recordId }: Pick<TradeRecord, "occurredAt" | "recordId">): string {
  return `${occurredAt}#${recordId}`;
}

/** The instant of a place in the order of all records; of an instant alone, itself. */
export function instantIn(key: string): string {
  return key.split("#", 1)[0] ?? "";
}

/** SHA-256 over the canonical JSON of a record, in hexadecimal. */
export function recordHashOf(record: TradeRecord | Readonly<Record<string, unknown>>): string {
  return sha256(canonicalJson(record));
}
