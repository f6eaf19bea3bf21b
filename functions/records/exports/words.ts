/** Formats of exports. */
export const exportFormats = ["csv", "jsonl", "xlsx", "sealed"] as const;
/** A format of exports. */
export type ExportFormatName = (typeof exportFormats)[number];

/** Languages of headers. */
export const exportLanguages = ["zh", "en"] as const;

/** Why an export was given up. */
export const exportFailures = ["not-allowed", "too-large", "fault"] as const;
/** One of these reasons. */
export type ExportFailure = (typeof exportFailures)[number];
