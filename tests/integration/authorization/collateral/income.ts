import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Income rights. */
export const incomeAuthorization: AuthorizationRows = { ownership: {} };
