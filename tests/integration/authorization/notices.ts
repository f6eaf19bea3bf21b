import type { AuthorizationRows } from "../../support/ownership.ts";

/** Notices belong to the member they were sent to. */
export const authorization: AuthorizationRows = { ownership: { markNoticeRead: "the caller's own" } };
