import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Who sees what of sealing. */
export const sealingAuthorization: AuthorizationRows = { ownership: {} };
