import type { ExportFormatName } from "../words.ts";

/** Extensions of the files of each format, without their point. */
export const extensionOf: Readonly<Record<ExportFormatName, string>> = {
  csv: "csv",
  jsonl: "jsonl",
  xlsx: "xlsx",
  sealed: "sealed.jsonl",
  evidence: "evidence.jsonl",
};
