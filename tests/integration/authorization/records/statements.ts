import type { AskedOfAnother, AuthorizationRows } from "../../../support/ownership.ts";

const account: AskedOfAnother = { query: ({ partyId }) => ({ partyId }) };
const instrument: AskedOfAnother = { query: ({ partyId }) => ({ partyId, instrument: "CNY" }) };

/** What a member holds is its own, and the regulators' of its area. */
export const statementsAuthorization: AuthorizationRows = {
  ownership: { listPositions: account, listEntries: instrument, readStatement: instrument },
};
