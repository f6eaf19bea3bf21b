import { accountOf } from "../../support/bank.ts";
import type { AuthorizationRows } from "../../support/ownership.ts";

/** Cash belongs to its member. */
export const authorization: AuthorizationRows = {
  ownership: {
    listBookings: { query: ({ partyId }) => ({ partyId }) },
    readRefund: {},
    listRefunds: { query: ({ partyId }) => ({ partyId }) },
    listOrigins: { query: ({ partyId }) => ({ partyId }) },
  },
  async given(house, owner) {
    await house.receive(owner, "1.00");
    const body = { partyId: owner.partyId, amount: "1.00", toAccount: accountOf(owner.partyId), reason: "asked for" };
    const ordered = await house.call({ as: house.operator, method: "POST", path: "/cash/refunds", body });
    return { refundId: String(ordered.body.refundId) };
  },
};
