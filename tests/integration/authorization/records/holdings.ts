import type { AuthorizationRows } from "../../../support/ownership.ts";

/** What a member holds is its own, and the regulators' of its area, who say what they read it for. */
export const holdingsAuthorization: AuthorizationRows = {
  ownership: { listHoldingsAsOf: { query: ({ partyId }) => ({ partyId, purpose: "inspection" }) } },
};
