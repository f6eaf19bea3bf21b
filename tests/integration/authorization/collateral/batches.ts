import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Batches of pledges from a file. */
export const batchesAuthorization: AuthorizationRows = { ownership: {} };
