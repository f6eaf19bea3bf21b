import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { mill, story } from "../../story.ts";
import { sources } from "./rules.ts";

const planId = `hubei-2026-${story.city}`;
const { plan, objection, report, carryOver } = sources;
const instrument = "allowance/hubei/2026/2027-12";

/** Facts of the problems of allowances. */
export const allowancesProblemFacts: SampleFacts["ofCode"] = {
  "not-an-entity": { partyId: mill.partyId, market: "hubei", year: "2026", source: plan },
  "entity-of-another-area": { partyId: mill.partyId, planArea: story.city, source: plan },
  "entity-twice": { partyId: mill.partyId, source: plan },
  "sector-not-in-plan": { planId, sector: "造纸", source: plan },
  "basis-not-of-method": { sector: "造纸", method: "historic", source: plan },
  "product-not-in-plan": { planId, sector: "水泥", product: "clinker", source: plan },
  "days-beyond-year": { productionDays: 367, most: 366, source: plan },
  "allowance-plan-of-another-area": { planArea: story.city },
  "plan-terms-invalid": { because: "配额末月已过\u001fthe last month has passed", source: plan },
  "allowance-lines-refused": {
    refused: 1,
    faults: [
      {
        ...{ line: 1, pointer: "/body/lines/0", partyId: mill.partyId, code: "entity-twice", source: plan },
        ...{ zh: "该单位在本次提交中出现两次。", en: "The entity stands twice in this call." },
      },
    ],
  },
  "plan-area-taken": { planId, otherPlanId: `hubei-2026-${story.district}`, source: plan },
  "plan-total-exceeded": { planId, requiredTonnes: "6304", availableTonnes: "1696", source: plan },
  "vintage-over": { instrument, lastMonth: "2027-12", source: plan },
  "entity-in-plan": { partyId: mill.partyId, allocationId: `${planId}.${mill.partyId}`, source: plan },
  "report-not-accepted": { partyId: mill.partyId, year: "2026", source: report },
  "output-unit-differs": { product: "clinker", unit: "10k-t", planUnit: "t", source: plan },
  "not-in-allowance-window": { state: "pre-allocated", until: "2026-03-11T16:00:00.000Z", source: objection },
  "objection-open": { allocationId: `${planId}.${mill.partyId}`, source: objection },
  "allowance-objection-answered": { state: "upheld" },
  "basis-not-wanted": { source: objection },
  "carry-over-not-offered": { planId, instrument, source: carryOver },
  "carry-over-exceeded": { tonnes: "5000", leftTonnes: "1200", source: carryOver },
  "allowances-not-free": { instrument, tonnes: "500", source: carryOver },
  "statement-recorded": { statementId: `${mill.partyId}.national.2026-03-03` },
  "statement-in-future": { statedOn: "2026-03-05", today: "2026-03-04" },
  "statement-refused": {
    errorCount: 1,
    lineErrors: [{ line: 3, column: "vintage", zh: "同一年度出现两次", en: "the vintage stands twice" }],
  },
  "statement-still-differs": { vintage: "2024", statedTonnes: "120", ledgerTonnes: "100" },
};
