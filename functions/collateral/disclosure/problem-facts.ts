import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { mill } from "../../story.ts";
import { longestConsentMonths, sourceOf } from "./disclosure-rules.ts";

const source = sourceOf("consent");
const days = { from: "2026-03-02", until: "2026-09-01" };

/** Facts of the problems of disclosure. */
export const disclosureProblemFacts: SampleFacts["ofCode"] = {
  "no-such-firm": { creditCode: mill.creditCode },
  "no-such-bank": { creditCode: mill.creditCode },
  "consent-site-unknown": { siteId: mill.siteId },
  "consent-too-long": { from: "2026-03-02", until: "2027-06-30", longestMonths: longestConsentMonths, source },
  "consent-days-over": { from: "2026-01-01", until: "2026-02-28", today: "2026-03-02" },
  "reader-suspended": { reason: "documents expired" },
  "reader-letter-over": { from: "2025-01-01", until: "2025-12-31" },
  "consent-not-in-force": { state: "revoked", ...days, source },
  "outside-consent": { asked: "values", covered: ["balances", "pledgeability"], source },
  "accident-to-come": { happenedOn: "2026-03-09", today: "2026-03-02" },
};
