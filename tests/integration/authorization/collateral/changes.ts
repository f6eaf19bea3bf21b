import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Changes of registered pledges: amendment, extension, assignment, subordination, objections, judgments. */
export const changesAuthorization: AuthorizationRows = { ownership: {} };
