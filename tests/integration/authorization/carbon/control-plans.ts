import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Whose the things are that this part of carbon names. */
export const controlPlansAuthorization: AuthorizationRows = { ownership: {} };
