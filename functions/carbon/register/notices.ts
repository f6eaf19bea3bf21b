import { marketWords } from "../../../shared/carbon/markets.ts";
import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about factor sets, key entities, the city's energy and coverage. */
export const registerNotices = {
  texts: {
    "key-entity-listed": {
      kind: "carbon-entity",
      heading: { zh: "重点排放单位名录", en: "List of key entities" },
      zh: "“{partyName}”列入 {year} 年重点排放单位名录（文号 {documentNumber}）：市场：{market:word}，行业：{sector}。请在该年开始前提交数据质量控制计划。",
      en: "{partyName} is on the list of key entities of {year} ({documentNumber}): market: {market:word}, sector: {sector}. File its data-quality control plan before the year begins.",
      legallyRequired: true,
    },
  },
  words: {
    ...marketWords,
    none: { zh: "不参与交易（仅报告）", en: "none, it only reports" },
    publishFactorSet: { zh: "公布排放因子", en: "publishing emission factors" },
    listKeyEntity: { zh: "列入重点排放单位名录", en: "naming a key entity" },
    recordEnergyUse: { zh: "登记能源消费量", en: "recording an area's use of energy" },
  },
} as const satisfies NoticeTexts;
