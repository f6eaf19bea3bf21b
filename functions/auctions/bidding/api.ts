import { defineApi } from "../../../shared/http/api.ts";
import { auctions } from "../deployment.ts";
import { biddingPorts } from "../ports.ts";
import { auctionsProblems } from "../problems.ts";
import { readOwnBid, submitBid } from "./submit-bid.ts";
import { withdrawEnrolment } from "./withdraw-enrolment.ts";

/** The API of bidding: separate function, role and table. */
export const api = defineApi(auctions.functions["bidding-api"], auctionsProblems, biddingPorts, {
  submitBid,
  readOwnBid,
  withdrawEnrolment,
});
