import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Enforcement of pledges. */
export const enforcementAuthorization: AuthorizationRows = { ownership: {} };
