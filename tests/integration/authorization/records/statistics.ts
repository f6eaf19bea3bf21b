import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Who sees what of statistics. */
export const statisticsAuthorization: AuthorizationRows = { ownership: {} };
