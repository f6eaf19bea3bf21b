import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { mill, story } from "../../story.ts";
import { payerProblemFacts } from "../income/problem-facts.ts";
import { pledgeSource } from "./rules.ts";

const position = { account: `site:${mill.siteId}`, instrument: "permit/SO2/ezhou/2027-01/2031-12" };
const sliceId = "slice-5f1c9a3e7b2d4c6f8a0b1c2d3e4f5a6b";

/** Facts of the problems of pledges. */
export const pledgesProblemFacts: SampleFacts["ofCode"] = {
  "not-pledgeable": { account: `party:${mill.partyId}`, instrument: "CNY", source: pledgeSource("pledgeable") },
  "position-expired": { ...position, source: pledgeSource("contract") },
  "exceeds-free": { ...position, quantity: "5", free: "4", pledged: "6", frozen: "0", source: pledgeSource("free") },
  "finer-than-unit": { instrument: "allowance/hubei/2025/2027-12", quantity: "0.5", places: 0 },
  "slice-unknown": { ...position, sliceId },
  frozen: { ...position, sliceId, freezeId: "0195a1b2-1800-7000-8000-000000000009", source: pledgeSource("freeze") },
  "being-enforced": { ...position, sliceId, enforcementId: "0195a1b2-1800-7000-8000-000000000031", source: pledgeSource("enforced") },
  "senior-undisclosed": { sliceId, undisclosed: ["EZ-0123456789-000001"], source: pledgeSource("seniors") },
  "unpaid-fee": { because: "尚有 2 吨未缴清", source: pledgeSource("contract") },
  excluded: { rule: "major-accident", because: "2025-05-01 重大事故", source: pledgeSource("contract") },
  "register-full": { ...position, most: 40 },
  "ltv-exceeded": { amountCny: "280001", largestCny: "280000", loanToValue: "0.8", source: pledgeSource("contract") },
  "term-reversed": { from: "2027-01-01", until: "2026-12-31", source: pledgeSource("contract") },
  "term-beyond-right": { until: "2029-12-31", lastDay: "2029-06-30", instrument: position.instrument, source: pledgeSource("contract") },
  "term-too-long": { until: "2032-12-31", lastDay: "2031-12-31", months: 60, source: pledgeSource("contract") },
  "pledgor-unknown": { pledgorId: mill.partyId, account: "site:another" },
  "debtor-code-invalid": { creditCode: "91350200M000000510" },
  "date-in-future": { date: "2026-03-03", today: "2026-03-02" },
  "position-twice": position,
  "not-confirmed": { pledgeId: story.pledgeId, source: pledgeSource("confirmed") },
  "release-exceeds-pledged": { sliceId, quantity: "3", pledged: "2", source: pledgeSource("released") },
  ...payerProblemFacts,
  "release-leaves-nothing": { pledgeId: story.pledgeId, source: pledgeSource("released") },
};
