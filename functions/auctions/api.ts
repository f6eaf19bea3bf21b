import { defineApi } from "../../shared/http/api.ts";
import { auctions } from "./deployment.ts";
import { answerResultObjection } from "./objections/answer-result-objection.ts";
import { listResultObjections } from "./objections/list-result-objections.ts";
import { objectToResult } from "./objections/object-to-result.ts";
import { auctionsPorts } from "./ports.ts";
import { auctionsProblems } from "./problems.ts";
import { readBook, readBulletin, readConfirmation, readOwnEnrolment } from "./results/read-results.ts";
import { announceAuction } from "./sale/announce-auction.ts";
import { cancelAuction, postponeAuction } from "./sale/change-auction.ts";
import { checkEligibility } from "./sale/check-eligibility.ts";
import { enrol } from "./sale/enrol.ts";
import { listAuctions, readAuction } from "./sale/read-auctions.ts";
import { listEnrolments, listOwnEnrolments } from "./sale/read-enrolments.ts";
import { listAllDues, listDues } from "./settlement/dues.ts";
import { payAward } from "./settlement/pay-award.ts";

/** The API of auctions, except bidding. */
export const api = defineApi(auctions.functions["auctions-api"], auctionsProblems, auctionsPorts, {
  announceAuction,
  listAuctions,
  readAuction,
  postponeAuction,
  cancelAuction,
  enrol,
  checkEligibility,
  readOwnEnrolment,
  listOwnEnrolments,
  listEnrolments,
  listDues,
  listAllDues,
  payAward,
  readConfirmation,
  readBulletin,
  readBook,
  objectToResult,
  answerResultObjection,
  listResultObjections,
});
