import type { SampleFacts } from "../shared/http/problem-examples.ts";
import { message } from "../shared/kernel/message.ts";
import { routeSource } from "../shared/permits/routes.ts";
import { sourceOf } from "../shared/permits/surplus-rules.ts";
import { instalmentSource } from "../shared/permits/use-fee.ts";
import { allocationsProblemFacts, capSource } from "./allocations/problem-facts.ts";
import { carbonProblemFacts } from "./carbon/problem-facts.ts";
import { collateralProblemFacts } from "./collateral/problem-facts.ts";
import { complianceProblemFacts } from "./compliance/problem-facts.ts";
import { recordsProblemFacts } from "./records/problem-facts.ts";
import { mill, steel, story } from "./story.ts";
import { surplusProblemFacts } from "./surplus/problem-facts.ts";
import { surveillanceProblemFacts } from "./surveillance/problem-facts.ts";
import { valuationProblemFacts } from "./valuation/problem-facts.ts";

type Facts = Readonly<Record<string, unknown>>;

const now = "2026-03-02T03:10:00.000Z";
const disputed = { number: mill.licenceNumber };
const termOutOfBounds = { firstMonth: "2025-12", earliest: "2026-03", latest: "2031-03" };

/** Facts by member: a name means one thing, whatever the problem. */
const usual: Facts = {
  ...{ account: mill.bankAccount, amount: "5000.00", at: "2026-03-03T00:00:00.000Z", area: story.district, allow: "GET, POST" },
  ...{ bankReference: mill.bankReference, basePrice: "4000", bookingId: story.bookingId, bytes: 5_400_000, channel: "sms", choice: "bids" },
  ...{ closesAt: story.closesAt, closingBalance: "99000.00", codesPerDay: 5, creditCode: mill.creditCode, now },
  ...{ creditedAt: "2026-03-03T01:00:00.000Z", date: "2026-03-03", day: "2026-03-02", today: "2026-03-02", deposit: "7200.00" },
  ...{ disputeId: story.disputeId, endsAt: "2026-03-01T01:00:00.000Z", enrolled: "6", enrolmentId: mill.enrolmentId },
  ...{ enrolsUntil: story.enrolsUntil, exclusions: ["dishonest-debtor"], list: "dishonest-debtor", expected: 12, recorded: 11 },
  ...{ expectedBalance: "100000.00", openingBalance: "0.00", linesIn: "100000.00", linesOut: "0.00", fields: ["area", "basin"] },
  ...{ firstMonth: "2027-01", lastMonth: "2031-12", termMonths: 60, left: "100000.00", letterDate: "2026-03-10" },
  ...{ licenceNumber: mill.licenceNumber, licenceValidFrom: "2021-01-01", licenceValidUntil: "2026-02-28", years: 5, year: 2027 },
  ...{ maximumQuotes: 10, maximumSteps: 5, minimumRatio: "2", most: "50", name: mill.name, offsetGround: "air-quality-missed" },
  ...{ offsetRatio: "1", open: "2026-02-27", opensAt: story.opensAt, partyId: steel.partyId, payBy: story.payBy },
  ...{ importId: story.importId, instrument: "permit/SO2/ezhou/2027-01/2031-12", ours: mill.name, theirs: "Yangtze Paper" },
  ...{ remedy: "renameParty", appliedOn: "2026-02-10", decideBy: "2026-03-02", validUntil: "2026-12-31" },
  ...{ pollutant: story.pollutant, pool: story.pool, poolArea: story.city, siteArea: story.city, possible: ["initial-reserve"] },
  ...{ price: "4195", priceTick: "10", project: mill.project, quantity: "8", quantityStep: "0.001", refundId: story.refundId },
  ...{ representatives: 2, required: "480", reservePrice: "4200", siteId: mill.siteId, siteName: "Works 1", standing: "suspended" },
  ...{
    source: instalmentSource,
    tonnes: "9",
    tonnesToBuy: "6.0005",
    toPay: "10447.80",
    triesLeft: 4,
    version: 1,
    wanted: "7",
    type: "verifier",
  },
  ...{ from: "2024-01-01", until: "2025-12-31", kind: "won", function: "clerk", act: "approve", role: "enterprise", allowed: ["operator"] },
};

/** The source of a trading limit. */
function faq(number: number): string {
  return message(`湖北排污权交易问答第12问，限制${"一二三四五"[number - 1]}`, `Hubei exchange FAQ no. 12, limit ${number}`);
}

/** Sources of rules, as the data of auctions have them. */
const sources = {
  step: message("本场出让公告（最小变动数量）", "Announcement of the sale, quantity step"),
  lot: message("本场出让公告（标的）", "Announcement of the sale, lot"),
  lists: message(
    "衢州2015年、亳州2025年出让公告（竞买人资格）；河北（未结处罚）",
    "Announcements of Quzhou 2015 and Bozhou 2025, who may bid; Hebei, open sanctions",
  ),
  certifiedNeed: message(
    "财税〔2015〕61号，第九条（新增排污权以公开出让取得）；国务院令第736号，第八条",
    "财税〔2015〕61号, article 9, new amounts by open sale; State Council decree 736, article 8",
  ),
  sufficientNeed: message(
    "衢州2015年、亳州2025年出让公告（竞买数量不得超过核定量）",
    "Announcements of Quzhou 2015 and Bozhou 2025, no more than the authorised need",
  ),
};
const renewalFactId = `renewal.${story.planId}.${mill.siteId}`;

/** Facts that only one problem has, or that it has in other words than the others. */
const ofCode: Readonly<Record<string, Facts>> = {
  "result-objections-closed": { until: "2026-03-03T16:00:00.000Z", documentNumber: "EZ-2026-5" },
  "result-objection-exists": { raisedAt: "2026-03-02T03:30:00.000Z" },
  "result-objection-answered": { state: "dismissed" },
  "malformed-body": { reason: message("不是 JSON", "not JSON") },
  "validation-failed": {
    errors: [
      { pointer: "/body/steps/0/price", detail: message('须为十进制数字符串，例如 "4390"', 'a decimal string, for example "4390"') },
    ],
    errorCount: 1,
  },
  "member-suspended": { reason: message("年审未通过", "the yearly review was failed") },
  "need-already-withdrawn": { reason: message("项目已取消", "the project was given up") },
  "invitation-closed": { state: "accepted" },
  "dispute-decided": { state: "dismissed" },
  "number-reserved": disputed,
  "not-registered": disputed,
  "own-registration": disputed,
  "not-held-any-more": disputed,
  "licence-number-invalid": { licenceNumber: `${mill.creditCode}001p`, fault: "lower-case" },
  "licence-of-another": { licenceNumber: steel.licenceNumber, source: "decree-736-41" },
  "licence-not-transferable": { source: "decree-736-41" },
  "licence-expired": { source: "decree-736-14", unlessSource: "licensing-law-50" },
  "licence-validity-invalid": { rule: "expired" },
  "credit-code-invalid": { creditCode: `${mill.creditCode.slice(0, -1)}F`, fault: "check-digit" },
  "application-day-invalid": {
    rule: "after-expiry",
    appliedOn: "2026-03-02",
    applyBy: "2025-12-30",
    validUntil: "2026-02-28",
    source: "decree-736-14",
  },
  "renewal-not-longer": { validUntil: "2026-02-28", licenceValidUntil: "2026-02-27" },
  "new-licence-needed": { kind: "outlet", source: "decree-736-15" },
  "change-in-future": { changedOn: "2026-03-10" },
  "licence-mismatch": { licenceNumber: steel.licenceNumber, siteLicenceNumber: mill.licenceNumber, source: "decree-736-41" },
  "licence-not-in-force": { source: "decree-736-14", unlessSource: "licensing-law-50" },
  "above-holding": { heldTonnes: "4", source: "state-office-2014-38" },
  "record-differs": { knownTonnes: "4", tonnes: "3", source: "state-office-2014-38" },
  "difference-decided": { state: "dismissed" },
  "site-outside-your-area": { siteArea: "420703" },
  "notice-invalid": { rule: "only days of weekends are shifted to working days", days: ["2026-05-07"] },
  "pollutant-not-in-pool": { pollutant: "COD" },
  "source-needs-site": { source: "buy-back", operation: "buyBackSurplus" },
  "wrong-state": { lifecycle: "allocation plan", state: "approved", event: "withdrawAllocationPlan", possibleIn: ["drafted", "published"] },
  "renewal-unknown": { source: sourceOf("recovery") },
  "renewal-without-cut": { source: sourceOf("recovery") },
  "renewal-before-expiry": { renewalFactId, source: sourceOf("recovery") },
  "renewal-cut-exceeded": { renewalFactId, cut: "6", tonnes: "9", source: sourceOf("recovery") },
  "holder-not-admitted": { partyId: mill.partyId, standing: "applied" },
  "need-not-whole-kilograms": { tonnes: "4.0003", offsetRatio: "1.5", tonnesToBuy: "6.00045" },
  "offset-ground-not-for-pollutant": { offsetGround: "water-quality-missed" },
  "existing-amount-by-allocation": { eiaNumber: `${mill.letterNumber}-EIA`, source: routeSource },
  "not-in-suspense": { state: "assigned" },
  "refund-not-in-state": { state: "sent", wanted: "ordered" },
  "no-headroom": { required: "480", tonnes: "40", available: "360", shortfall: "120", source: capSource },
  "reserve-too-small": { required: "8", available: "5", shortfall: "3", source: capSource },
  "reserve-below-base": { reservePrice: "3900" },
  "schedule-invalid": { rule: "opensAt < closesAt", earliest: story.begins, latest: "2026-05-31T01:00:00.000Z" },
  "term-out-of-bounds": termOutOfBounds,
  "term-over": { lastMonth: "2026-02" },
  "auction-not-running": { state: "cleared" },
  "lot-not-pledged": { enforcementId: story.enforcementId, rule: "quantity", wanted: "8", pledged: "6" },
  "lot-frozen": { enforcementId: story.enforcementId },
  "lot-on-sale": { enforcementId: story.enforcementId },
  "lot-not-for-site": {
    ...{ limit: "same-source-class", limits: ["same-source-class"], rule: "sourceClass", lot: "industrial", site: "agricultural" },
    source: faq(3),
  },
  "area-misses-target": {
    ...{ limits: ["target-attained"], target: "air", until: "2026-12-31", documentNumber: "EZ-2026-7", source: faq(5) },
  },
  "area-of-others": { wanted: "420702" },
  "days-invalid": { rule: "ends-before-it-begins", from: "2026-03-01", until: "2026-02-28" },
  "target-already-met": { until: "2026-06-30" },
  "limit-not-liftable": { limit: "pilot-province", source: faq(1) },
  "limit-not-for-pollutant": { limit: "thermal-power-apart", pollutant: "COD", source: faq(4) },
  "exception-already-revoked": { exceptionId: story.exceptionId, reason: message("批准已撤回", "the approval was withdrawn") },
  "off-step": { quantity: "4.0005", source: sources.step },
  "above-lot": { source: sources.lot },
  "member-excluded": { source: sources.lists },
  "need-not-for-site": { source: sources.certifiedNeed },
  "need-too-small": { source: sources.sufficientNeed },
  "below-reserve-price": { price: "4190" },
  "revision-not-allowed": { rule: "raise-only" },
  "bid-lowered": { price: "4300" },
  "not-settled": { state: "due" },
  "not-ended": { state: "announced" },
  "instant-to-come": { now: story.begins },
  ...allocationsProblemFacts,
  ...surplusProblemFacts,
  ...valuationProblemFacts,
  ...carbonProblemFacts,
  ...collateralProblemFacts,
  ...complianceProblemFacts,
  ...recordsProblemFacts,
  ...surveillanceProblemFacts,
};

/** The facts that the description's examples of problems are filled with. */
export const problemFacts: SampleFacts = { usual, ofCode };
