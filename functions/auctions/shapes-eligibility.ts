import * as z from "zod";
import { bilingualText, field, instantOut } from "../../shared/kernel/fields.ts";
import { component, decimalOut, words } from "../../shared/kernel/schemas.ts";
import { auctionField } from "./shapes.ts";

const ruleId = z.string().describe("Rule of enrolling, for example `licence-valid`");
const eligibilityRule = component("EligibilityRule", {
  rule: ruleId,
  text: bilingualText.describe("What the rule asks"),
  source: bilingualText.describe("Document and article in which it is written"),
  outcome: words(
    "RuleOutcome",
    ["passed", "failed", "not-evaluated"],
    "passed: kept; failed: broken; not-evaluated: can't be told, because other rules are broken",
  ),
  because: z.array(ruleId).optional().describe("Broken rules because of which it can't be told"),
  problem: component("RuleProblem", {
    type: z.string().describe("Type of the problem that enrolling would be refused with"),
    title: bilingualText.describe("Its title"),
    detail: bilingualText.describe("Why, and what to do"),
    facts: z.record(z.string(), z.unknown()).describe("The members of the problem that explain it"),
  })
    .optional()
    .describe("Why the rule is broken; absent where it is not"),
});

const exceptionUsed = component("ExceptionUsed", {
  exceptionId: z.string().describe("Exception"),
  limit: z.string().describe("Trading limit that it lifts"),
  approvalNumber: z.string().describe("Number of the approval"),
});
/** Exceptions that a purchase rests on. */
export const exceptionsUsed = z
  .array(exceptionUsed)
  .describe("Exceptions without which a trading limit would forbid it, for the site or for its area");

/** Whether a member could enrol, rule by rule. */
export const eligibility = component("Eligibility", {
  auctionId: auctionField.auctionId,
  siteId: field.siteId,
  project: field.project,
  tonnes: decimalOut.describe("Maximum tonnes to buy"),
  checkedAt: instantOut("When it was checked; what holds later may differ"),
  eligible: z.boolean().describe("Whether every rule is kept"),
  rules: z.array(eligibilityRule).describe("Every rule of enrolling, in the order in which it refuses"),
  deposit: decimalOut.describe("Deposit in CNY that enrolling would hold"),
  depositCovered: z.boolean().describe("Whether the available cash covers it"),
  need: component("NeedLeft", {
    tonnesToBuy: decimalOut.describe("What the certified need may buy in all"),
    availableTonnes: decimalOut.describe("What is left of it and free"),
  })
    .optional()
    .describe("The certified need of the project at this site; absent without one"),
  limitExceptions: exceptionsUsed,
  bidsNeedSecondPerson: z.boolean().describe("Whether a second person of the member has to approve its bids"),
});
