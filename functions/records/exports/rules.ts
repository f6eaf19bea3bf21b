import data from "./export-rules.json" with { type: "json" };

/** How long a file can be downloaded, for how long an address to it holds, and how many exports of one person may be unfinished. */
export const exportRules = { keptDays: data.keptDays, addressMinutes: data.addressMinutes, mostUnfinished: data.mostUnfinished } as const;
