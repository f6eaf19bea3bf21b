import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Who sees what of pedigree. */
export const pedigreeAuthorization: AuthorizationRows = { ownership: {} };
