import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Who sees what of reports. */
export const reportsAuthorization: AuthorizationRows = { ownership: {} };
