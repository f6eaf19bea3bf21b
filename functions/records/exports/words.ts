/** Formats in which records are asked for. */
export const recordFormats = ["csv", "jsonl", "xlsx", "sealed"] as const;
/** Formats of exports: those of records, and evidence bags of auctions. */
export const exportFormats = [...recordFormats, "evidence"] as const;
/** A format of exports. */
export type ExportFormatName = (typeof exportFormats)[number];

/** Languages of headers. */
export const exportLanguages = ["zh", "en"] as const;

/** Why an export was given up. */
export const exportFailures = ["not-allowed", "too-large", "fault"] as const;
/** One of these reasons. */
export type ExportFailure = (typeof exportFailures)[number];
