import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Pledges: from the draft to the end. */
export const pledgesAuthorization: AuthorizationRows = { ownership: {} };
