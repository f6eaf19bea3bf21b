import data from "./allocation-rules.json" with { type: "json" };

/** Document and article of the rules that refusals name. */
export const sources = data.rules;
