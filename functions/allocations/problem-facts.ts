import type { SampleFacts } from "../../shared/http/problem-examples.ts";
import { message } from "../../shared/kernel/message.ts";
import { routeSource } from "../../shared/permits/routes.ts";
import { mill, steel, story } from "../story.ts";

/** The source of the limit of an area, as the data of caps have it. */
export const capSource = message("财税〔2015〕61号第三条", "财税〔2015〕61号, article 3");

/** Sources of rules, as the data of allocations have them. */
const sources = {
  amounts: message("财税〔2015〕61号第十条", "财税〔2015〕61号, article 10"),
  rates: message("财税〔2015〕61号第十一条", "财税〔2015〕61号, article 11"),
  term: message("财税〔2015〕61号第十二条", "财税〔2015〕61号, article 12"),
  licence: message("《排污许可管理条例》（国务院令第736号）第二条", "State Council decree 736, article 2"),
  licenceAmount: message("《排污许可管理条例》（国务院令第736号）第十三条", "State Council decree 736, article 13"),
  licenceHolder: message("《排污许可管理条例》（国务院令第736号）第四十一条", "State Council decree 736, article 41"),
  notice: message("《行政许可法》第三十六条", "Administrative Licensing Law (行政许可法), article 36"),
  certificates: message(
    "国家税务总局公告2020年第21号（排污权出让收入征管）",
    "State Taxation Administration announcement 2020 no. 21 (collection of permit revenue)",
  ),
  route: routeSource,
};

/** Facts of the problems of allocations and their use fees. */
export const allocationsProblemFacts: SampleFacts["ofCode"] = {
  "rate-missing": { pollutant: "NOx", source: sources.rates },
  "pollutant-twice": { source: sources.amounts },
  "instalments-invalid": { instalments: 0 },
  "share-invalid": { firstShare: "1", instalments: 5 },
  "share-too-low": { firstShare: "0.3", leastFirstShare: "0.4" },
  "instalment-below-fen": { total: "0.03", instalments: 5 },
  "plan-outlives-term": { instalments: 6, years: 5, lastDueMonths: 60 },
  "nothing-to-pay": { state: "paid-up" },
  "payment-below-instalment": { amount: "2399.99", number: 2, toPay: "2400.00" },
  "fee-not-covered": { toPay: "2400.00" },
  "first-payment-missed": { payBy: story.payBy },
  "paid-otherwise": { paymentMode: "tax-certificate" },
  "certificate-amount-differs": { amount: "3000.00", possible: ["2400.00", "4800.00", "7200.00"] },
  "duplicate-certificate": { certificateNumber: "342026030400001", source: sources.certificates },
  "certificate-in-future": { issuedOn: "2026-03-05", today: "2026-03-04" },
  "certificate-too-early": { issuedOn: "2026-02-28", decidedOn: "2026-03-04" },
  "certificate-too-late": { issuedOn: "2026-04-04", lastDay: "2026-04-03" },
  "certificate-reversed": { certificateNumber: "342026030400001" },
  "rates-of-another-area": { ratesArea: story.city },
  "rates-not-in-force": { rateTableId: story.rateTableId, firstMonth: "2027-01", source: sources.rates },
  "plan-of-another-area": { planArea: story.city },
  "term-not-ahead": { firstMonth: "2026-01", running: "2026-03", source: sources.term },
  "term-over-for-plan": { lastMonth: "2026-02", source: sources.term },
  "lines-refused": {
    refused: 1,
    faults: [
      {
        ...{ line: 1, pointer: "/body/lines/0", licenceNumber: mill.licenceNumber, code: "unit-twice", source: sources.licence },
        ...{ zh: "场所在方案中出现不止一次。", en: "The site stands in the plan more than once." },
      },
    ],
  },
  "page-too-large": { writes: 120, most: 96 },
  "plan-too-wide": { writes: 96, most: 88 },
  "not-in-objection-window": { state: "approved", until: "2026-03-10T16:00:00.000Z", source: sources.notice },
  "objection-exists": { objectionId: `${mill.siteId}.${mill.partyId}`, source: sources.notice },
  "amounts-not-wanted": { source: sources.notice },
  "objection-answered": { state: "upheld" },
  "objection-window-open": { until: "2026-03-10T16:00:00.000Z", source: sources.notice },
  "objections-open": { openObjections: 2, source: sources.notice },
  "licence-unknown": { source: sources.licence },
  "licence-not-of-unit": { licenceNumber: steel.licenceNumber, source: sources.licenceHolder },
  "unit-not-admitted": { partyId: mill.partyId, standing: "suspended", source: sources.licence },
  "unit-site-unconfirmed": { source: sources.licence },
  "unit-outside-plan-area": { siteArea: "420703", planArea: "420702", source: capSource },
  "unit-twice": { source: sources.licence },
  "above-licence": { tonnes: "9", licensedTonnes: "8.5", source: sources.licenceAmount },
  "new-amount-by-auction": { tonnes: "9", existing: "现持有 8.5 吨\u001fit holds 8.5 t", source: sources.route },
  "basis-invalid": { rule: "eia-number", source: sources.route },
  "outcome-differs": { outcome: "confirmed", held: "SO2 9", wanted: "SO2 8.5", source: sources.term },
  "nothing-to-renew": { lastMonth: "2026-12", source: sources.term },
  "renewed-by-another-plan": { lastMonth: "2026-12", otherPlanId: story.planId, source: sources.term },
  "allocated-by-another-plan": {
    ...{ firstMonth: "2027-01", lastMonth: "2031-12" },
    otherPlanId: story.planId,
    source: sources.amounts,
  },
};
