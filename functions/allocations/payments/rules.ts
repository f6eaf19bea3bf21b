import data from "./rules.json" with { type: "json" };

/** Document and article of the rules of payment that refusals name. */
export const sources = { instalments: data.rules.instalments.source, treasury: data.rules.treasury.source };
