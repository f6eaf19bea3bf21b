import { table } from "../../../shared/deployment/grants.ts";

/** What recording a refusal takes besides commands: the log. */
export const tellingGrant = table("Readings", ["PutItem"], ["readings#*"]);
