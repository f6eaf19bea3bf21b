import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { bilingual, message } from "../../../shared/kernel/message.ts";
import { fuelBill, story } from "../../story.ts";

/** Documents of the rules of annual reports, as their data have them. */
const reportSources = {
  report: message(
    "《碳排放权交易管理暂行条例》（国务院令第775号），年度排放报告",
    "State Council decree 775, on the annual report of emissions",
  ),
  factors: message(
    "《省级温室气体清单编制指南》及年度通知：采用报告年度有效的排放因子",
    "Guideline of provincial inventories and the yearly notice: a report uses the factors in force for its year",
  ),
  screening: message("企业温室气体排放报告核查指南（初审）", "Guide to the verification of emission reports, on screening"),
  evidence: message(
    "《碳排放权交易管理暂行条例》（国务院令第775号），原始记录保存",
    "State Council decree 775, on keeping original records",
  ),
  decision: message(
    "《碳排放权交易管理暂行条例》（国务院令第775号），核查与核定",
    "State Council decree 775, on verification and its result",
  ),
};

/** A value of an annual report that is refused. */
const reportFault = {
  ...{ pointer: "/lines/0/amount", line: 1, code: "unit-suspect", found: "80 m3" },
  expected: { zh: "上年核定为 80 10k-m3，请核对单位", en: "last year it was 80 10k-m3: check the unit, or explain the amount" },
  source: bilingual(reportSources.report),
};

/** Facts of the problems of annual reports. */
export const reportsProblemFacts: SampleFacts["ofCode"] = {
  "report-values-refused": { refused: 1, faults: [reportFault], source: reportSources.report },
  "months-differ": { refused: 1, faults: [{ ...reportFault, code: "months-differ" }], source: reportSources.report },
  "factor-set-not-in-force": {
    ...{ factorSetId: "inventory-2025", inForce: "inventory-2011", year: "2024" },
    source: reportSources.factors,
  },
  "version-needs-correction": { corrects: 1, source: reportSources.report },
  "evidence-not-uploaded": {
    documents: [{ sha256: fuelBill.sha256, pointer: "/evidence/0/sha256", found: "not uploaded" }],
    source: reportSources.evidence,
  },
  "year-not-over": { year: "2026", month: "2026-03", source: reportSources.report },
  "district-screens": { area: story.district, source: reportSources.screening },
  "decision-needs-reason": { source: reportSources.decision },
};
