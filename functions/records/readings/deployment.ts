import { table } from "../../../shared/deployment/grants.ts";

/** The right to record readings of the data of others, and to find one that was recorded: the table holds nothing else. */
export const recordReadings = table("Readings", ["GetItem", "PutItem"]);

/** What the API function that serves readings may do for them. */
export const readingsGrants = [table("Readings", ["Query"], ["concealed-readings*"])] as const;
