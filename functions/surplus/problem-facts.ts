import type { SampleFacts } from "../../shared/http/problem-examples.ts";
import { sourceOf } from "../../shared/permits/surplus-rules.ts";
import { story } from "../story.ts";

/** Facts of the problems of surplus, buy-back and recovery. */
export const surplusProblemFacts: SampleFacts["ofCode"] = {
  "holder-has-no-such-permit": { instrument: "permit/SO2/ezhou/2027-01/2031-12" },
  "reduction-outside-term": { startMonth: "2032-01", lastMonth: "2031-12", source: sourceOf("registered-reduction") },
  "reduction-not-begun": { startMonth: "2026-05", month: "2026-03", source: sourceOf("registered-reduction") },
  "surplus-not-free": { tonnes: "3", available: "2", covered: "1", held: "2", source: sourceOf("paid-permits") },
  "fee-debt": { instrument: "permit/SO2/ezhou/2027-01/2031-12", source: sourceOf("paid-permits") },
  "above-certificate": { tonnes: "2", open: "1.5", source: sourceOf("registered-reduction") },
  "permit-term-over": { instrument: "permit/SO2/ezhou/2021-01/2026-03", source: sourceOf("buy-back") },
  "above-stored": { tonnes: "2", stored: "1" },
  "no-buy-back-price": { source: sourceOf("buy-back") },
  "buy-back-price-changed": { priceVersion: 1, version: 2, price: "210" },
  "buy-back-fund-too-small": { required: "2000", available: "1500", source: sourceOf("buy-back") },
  "treasury-too-small": { required: "2000", available: "1500" },
  "city-only": { area: "420702" },
  "recovery-open": { recoveryId: story.recoveryId, source: sourceOf("recovery") },
  "nothing-to-recover": { source: sourceOf("recovery") },
  "permit-was-paid": { source: sourceOf("recovery"), feeSource: sourceOf("paid-permits"), allocationId: "a-plan.a-site" },
  "cut-above-held": { tonnes: "5", holds: "4", source: sourceOf("recovery") },
};
