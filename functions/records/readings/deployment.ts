import { table } from "../../../shared/deployment/grants.ts";

/** Lists of readings: of a party's data, of an area without a party, and of both what is concealed. */
const lists = ["readings#*", "readings-of-area#*", "concealed-readings*"];

/** The right to record readings of the data of others, and to find one that was recorded. */
export const recordReadings = table("Readings", ["GetItem", "PutItem"], lists);

/** The right to record readings of an area that have no further page. */
export const recordAreaReadings = table("Readings", ["PutItem"], ["readings-of-area#*", "concealed-readings*"]);

/** What the API function that serves readings may do for them. */
export const readingsGrants = [table("Readings", ["Query"], ["concealed-readings*"])] as const;
