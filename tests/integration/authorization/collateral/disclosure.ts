import type { AuthorizationRows } from "../../../support/ownership.ts";

/** What a firm can pledge, and who may see it. */
export const disclosureAuthorization: AuthorizationRows = { ownership: {} };
