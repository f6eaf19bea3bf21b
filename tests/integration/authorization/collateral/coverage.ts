import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Coverage of pledges. */
export const coverageAuthorization: AuthorizationRows = { ownership: {} };
