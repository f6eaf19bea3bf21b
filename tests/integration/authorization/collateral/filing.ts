import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Filing with the statutory or unified registry, disbursement, repayment, cancellation and lapse. */
export const filingAuthorization: AuthorizationRows = { ownership: {} };
