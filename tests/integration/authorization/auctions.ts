import { enrolmentOf } from "../../support/auction-house.ts";
import type { AuthorizationRows } from "../../support/ownership.ts";

/** Enrolments, bids and payments are the caller's own; results of an auction are supervised by the authorities of its pool. */
export const authorization: AuthorizationRows = {
  ownership: {
    enrol: "the caller's own",
    checkEligibility: { query: ({ siteId, project }) => ({ siteId, project, tonnes: "5" }) },
    withdrawEnrolment: {},
    readOwnEnrolment: {},
    submitBid: { body: { steps: [] } },
    readOwnBid: {},
    payAward: { refusal: "nothing-due" },
    listEnrolments: {},
    readConfirmation: {},
    readBook: {},
    objectToResult: "the caller's own",
    listResultObjections: "the caller's own",
  },
  async given(house, owner) {
    const auctionId = await house.announce();
    await house.enrol(auctionId, owner, "5");
    return { ...enrolmentOf(auctionId, owner) };
  },
};
