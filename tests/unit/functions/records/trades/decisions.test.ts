import { describe, expect, it } from "vitest";
import { recordedFacts } from "../../../../../functions/records/trades/contract-facts.ts";
import { tradeSources } from "../../../../../functions/records/trades/sources/sources.ts";
import { contexts } from "../../../../../functions/registry.ts";
import { everyFact } from "../../../../../shared/deployment/context.ts";
import { subscribedFacts } from "../../../../../shared/deployment/derive.ts";

/** Why facts make no trade record, by their types. What is decided here for one kind of fact is decided once. */
const noRecords: Readonly<Record<string, readonly string[]>> = {
  "it prepares or announces a decision: nothing changes hands before that": [
    ...["allocation-dropped", "allocation-due", "allocation-proposed", "allocation-objection-raised", "allocation-objection-answered"],
    ...["allocation-plan-drafted", "allocation-plan-published", "allocation-plan-withdrawn", "allocation-plan-rejected"],
    ...["allowance-objection-raised", "allowance-objection-answered", "allowance-plan-drafted", "allowance-plan-published"],
    ...["allowance-plan-withdrawn", "allowances-announced", "allowance-pre-allocation-begun", "allowance-pre-allocation-ended"],
    ...["auction-announced", "auction-postponed", "auction-cancelled", "auction-failed", "enrolment-made", "enrolment-postponed"],
    ...["enrolment-released", "enrolment-withdrawn", "award-due", "award-deadline-moved", "result-objection-raised"],
    ...["result-objection-answered", "need-certified", "need-withdrawn", "recovery-ordered", "take-over-proposed", "take-over-agreed"],
    ...["pledge-drafted", "pledge-confirmed", "pledge-refused", "pledge-not-registered", "pledge-batch-accepted", "pledge-change-proposed"],
    ...["pledge-change-refused", "pledge-change-lapsed", "enforcement-begun", "enforcement-noted", "enforcement-withdrawn"],
  ],
  "it is the sum or the end of what has records of its own": [
    ...["auction-cleared", "pledged-sale-ended", "recovery-completed", "allocation-plan-distributed", "allocation-ended"],
    // The payment that restores frozen permits releases them: `instalments-paid` says how many.
    "frozen-permits-restored",
    // The serial numbers are in the record of their surrender.
    "offset-serials-used",
  ],
  "it is room or supply that nobody holds yet, or what is issued under it is recorded when it is": [
    ...["allocation-plan-approved", "allowance-plan-approved", "cap-set", "reserve-added"],
  ],
  "a right stays with its holder, and nothing new is held by others": [
    // Stored surplus does not count, but is its holder's; what is bought back of it is a trade.
    ...["surplus-stored", "storage-ended", "surplus-certificate-withdrawn", "income-stream-registered"],
    ...["income-stream-filed", "income-stream-refused", "income-stream-withdrawn", "freeze-renewed", "renewal-decided", "renewal-ahead"],
    ...["allowances-end-soon", "permit-declared", "permit-recorded"],
  ],
  "it changes a pledge's debt, rank, filing or dispute, and none of its tonnes": [
    ...["pledge-disbursed", "pledge-repayment-recorded", "pledge-filed", "pledge-filing-amended", "pledge-filing-differs", "pledge-lapsed"],
    ...["pledge-cancellation-overdue", "pledge-statement-issued", "pledge-subordinated", "pledge-name-filing-due"],
    ...["pledge-name-filing-overdue", "pledge-objection-entered", "pledge-objection-notified", "pledge-objection-sued"],
    ...["pledge-objection-upheld", "pledge-objection-dismissed", "pledge-objection-withdrawn", "pledge-objection-removed"],
    ...["coverage-crossed", "income-payment-confirmed", "collateral-certificate-issued"],
  ],
  "it is money, or a debt, and no right: statements of cash show it": [
    ...["cash-received", "cash-suspended", "suspense-assigned", "refund-ordered", "refund-sent", "refund-failed", "refund-returned"],
    ...["house-paid-out", "statement-imported", "bank-day-closed", "bank-day-left-open", "bank-day-reopened", "buy-back-funded"],
    // The price of what was delivered stays what it was; what is not to be paid any more went with the permits.
    ...["instalment-due", "instalment-overdue", "instalments-waived"],
  ],
  "it is a tariff or an index, and the price of each trade is in its own record": [
    ...["rate-table-published", "buy-back-price-published", "price-file-imported", "index-basket-published", "index-published"],
    "baseline-price-told",
  ],
  "it says what has to be held or surrendered, and moves nothing": [
    ...["surrender-obligation-changed", "compliance-gap-found", "compliance-gap-closed", "compliance-gap-withdrawn", "compliance-overdue"],
    ...["compliance-deadline-ahead", "carbon-emissions-determined", "allowance-statement-recorded"],
    ...["allowance-statement-difference-decided", "discharge-declared", "discharge-accepted", "discharge-returned", "discharge-reversed"],
  ],
  "it is about reports and their verification": [
    ...["carbon-report-due", "carbon-report-submitted", "carbon-report-screened", "carbon-report-returned", "carbon-report-accepted"],
    ...["carbon-report-rejected", "carbon-report-reopened", "carbon-verifier-assigned", "carbon-assignment-withdrawn"],
    ...["carbon-verification-begun", "carbon-verification-agreed", "carbon-verification-concluded", "non-conformity-raised"],
    ...["non-conformity-answered", "non-conformity-closed", "conservative-figure-set", "re-verification-requested"],
    ...["re-verification-granted", "re-verification-refused", "re-verification-overdue", "control-plan-filed", "control-plan-approved"],
    ...["control-plan-returned", "month-due", "month-stored", "month-checked", "month-returned", "month-missed", "key-entity-listed"],
    ...["energy-use-recorded", "factor-set-published"],
  ],
  "it is about who is who, who may do what, and who reads whom": [
    ...["party-registered", "party-admitted", "party-refused", "party-suspended", "party-reinstated", "party-renamed", "claim-disputed"],
    ...["claim-decided", "associates-declared", "person-invited", "person-accepted", "person-declined", "person-changed", "person-removed"],
    ...["invitation-revoked", "second-person-switched", "request-entered", "request-decided", "exclusion-recorded", "exclusion-lifted"],
    ...["site-registered", "site-confirmed", "site-corrected", "site-changed", "licence-changed", "licence-expiring"],
    ...["licence-renewal-applied", "licence-renewal-decided", "licence-file-imported", "licence-file-compared"],
    ...["licence-difference-decided", "major-accident-recorded", "major-accident-withdrawn", "limit-exception-granted"],
    ...["limit-exception-revoked", "area-target-met", "area-target-missed", "consent-requested", "consent-granted", "consent-refused"],
    ...["consent-revoked", "consent-request-withdrawn", "calendar-published"],
  ],
};

describe("what becomes a trade record", () => {
  const stated = subscribedFacts({ facts: everyFact }, contexts).map(({ schema }) => schema.factType);
  const recorded: readonly string[] = recordedFacts.map(({ factType }) => factType);
  const decidedAgainst = Object.values(noRecords).flat();

  it("is decided for every type of fact: it makes records, or it is said why it is no trade", () => {
    const decided = new Set([...recorded, ...decidedAgainst]);
    expect(stated.filter((factType) => !decided.has(factType))).toEqual([]);
  });

  it("is decided once for a type", () => {
    const all = [...recorded, ...decidedAgainst];
    expect(all.filter((factType, place) => all.indexOf(factType) !== place)).toEqual([]);
  });

  it("is decided for nothing that no context states", () => {
    expect([...recorded, ...decidedAgainst].filter((factType) => !stated.includes(factType))).toEqual([]);
  });

  it("has a source for every recorded type, and no source besides", () => {
    expect(Object.keys(tradeSources).sort()).toEqual([...recorded].sort());
  });
});
