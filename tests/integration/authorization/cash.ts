import type { AuthorizationRows } from "../../support/ownership.ts";

/** Cash belongs to its member. */
export const authorization: AuthorizationRows = {
  ownership: {
    listBookings: { query: ({ partyId }) => ({ partyId }) },
    listRefunds: { query: ({ partyId }) => ({ partyId }) },
    listOrigins: { query: ({ partyId }) => ({ partyId }) },
  },
};
