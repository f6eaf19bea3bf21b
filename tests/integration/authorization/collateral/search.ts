import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Searches of the register, and certificates. */
export const searchAuthorization: AuthorizationRows = { ownership: {} };
