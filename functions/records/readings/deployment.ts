import { table } from "../../../shared/deployment/grants.ts";

/** The right to record readings of the data of others, and to find one that was recorded. */
export const recordReadings = table("Readings", ["GetItem", "PutItem"], ["readings#*", "readings-of-area#*", "concealed-readings*"]);
