import data from "./export-rules.json" with { type: "json" };

/** For how many minutes an address to a file holds, and how many exports of one person may be unfinished. */
export const exportRules = { addressMinutes: data.addressMinutes, mostUnfinished: data.mostUnfinished } as const;
