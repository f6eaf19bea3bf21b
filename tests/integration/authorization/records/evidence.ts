import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Who sees what of evidence. */
export const evidenceAuthorization: AuthorizationRows = { ownership: {} };
