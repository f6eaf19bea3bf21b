import type { AuthorizationRows } from "../../support/ownership.ts";

/** Enrolments, bids and payments are the caller's own; results of an auction are supervised by the authorities of its pool. */
export const authorization: AuthorizationRows = {
  ownership: {
    enrol: "the caller's own",
    readOwnEnrolment: "the caller's own",
    submitBid: "the caller's own",
    readOwnBid: "the caller's own",
    payAward: "the caller's own",
    // Members see their own confirmation only: asked by party it is hidden as well.
    readConfirmation: { query: ({ partyId }) => ({ partyId }) },
    readBook: {},
  },
  async given(house, owner) {
    const auctionId = await house.announce();
    await house.enrol(auctionId, owner, "5");
    return { auctionId };
  },
};
