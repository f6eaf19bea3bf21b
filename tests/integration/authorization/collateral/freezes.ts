import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Court freezes. */
export const freezesAuthorization: AuthorizationRows = { ownership: {} };
