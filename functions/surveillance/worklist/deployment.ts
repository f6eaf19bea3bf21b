import { table } from "../../../shared/deployment/grants.ts";

/** What the API function may do for the worklist. */
export const worklistGrants = [
  table("Surveillance", ["GetItem", "PutItem"], ["command#*", "item#*"]),
  table("Surveillance", ["Query", "PutItem"], ["item-entries#*"]),
  table("Surveillance", ["Query", "PutItem", "DeleteItem"], ["worklist#*", "worklist-of#*"]),
] as const;
