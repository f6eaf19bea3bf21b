import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Who sees what of exports. */
export const exportsAuthorization: AuthorizationRows = { ownership: {} };
