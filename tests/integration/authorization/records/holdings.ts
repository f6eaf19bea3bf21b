import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Who sees what of holdings. */
export const holdingsAuthorization: AuthorizationRows = { ownership: {} };
