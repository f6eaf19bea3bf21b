import { json, rowCodec } from "../store/codec.ts";
import type { ImportError } from "./import-errors.ts";

/** Rows of errors. */
export const importErrorCodec = rowCodec({ error: json((value) => value as ImportError) });

/** Sort key of a line or an error of an imported file; they sort as the file does. */
export function importRowKey(kind: string, number: number): string {
  return `${kind}#${String(number).padStart(6, "0")}`;
}
