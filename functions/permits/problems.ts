import type { ProblemTable } from "../../shared/kernel/problem.ts";
import type { PermitsRefusal } from "./refusals.ts";

/** Problems of permits besides the common ones. */
export const problems = {
  "outside-your-area": {
    status: 403,
    title: { zh: "不在您的辖区", en: "Outside your area" },
    detail: {
      zh: "该总量单元由 {poolArea} 的主管部门管理，您的辖区是 {area}。",
      en: "The regulators of {poolArea} answer for this pool; you answer for {area}.",
    },
  },
  "pollutant-not-in-pool": {
    status: 422,
    title: { zh: "污染物与总量单元不符", en: "Pollutant not of this pool" },
    detail: {
      zh: "{pollutant} 不计入 {pool}：大气污染物按城市、水污染物按流域计总量。",
      en: "{pollutant} does not count in {pool}: air pollutants pool by city, water pollutants by river basin.",
    },
  },
  "holder-not-admitted": {
    status: 409,
    title: { zh: "单位未获核准", en: "Party not admitted" },
    detail: {
      zh: "该单位当前状态为 {standing}，只有已核准的单位才能取得需求认定。",
      en: "The party's standing is {standing}; needs are certified for admitted parties only.",
    },
  },
  "need-not-whole-kilograms": {
    status: 422,
    title: { zh: "需购量不是整千克", en: "Not whole kilograms" },
    detail: {
      zh: "{tonnes} 吨按 {offsetRatio}:1 折算为 {tonnesToBuy} 吨，须为整千克（三位小数）。",
      en: "{tonnes} tonnes at {offsetRatio}:1 are {tonnesToBuy} tonnes to buy; that must be whole kilograms (three decimals).",
    },
  },
  "letter-date-in-future": {
    status: 422,
    title: { zh: "文件日期晚于今日", en: "Letter of a day to come" },
    detail: { zh: "文件日期 {letterDate} 晚于今日 {today}。", en: "The letter is dated {letterDate}, after today, {today}." },
  },
  "need-exists": {
    status: 409,
    title: { zh: "该项目需求已认定", en: "Need certified already" },
    detail: {
      zh: "项目 {project} 的 {pollutant} 需求已认定（含已撤销的）。增加或更正请用新的项目编码。",
      en: "A need of project {project} for {pollutant} was certified before, even if withdrawn since. Use a new project code for an addition or a correction.",
    },
  },
  "need-in-use": {
    status: 409,
    title: { zh: "需求已被使用", en: "Need in use" },
    detail: {
      zh: "项目 {project} 的 {pollutant} 需求已报名或已成交，不能撤销。",
      en: "The need of project {project} for {pollutant} is enrolled in an auction or already used, so it can't be withdrawn.",
    },
  },
  "need-already-withdrawn": {
    status: 409,
    title: { zh: "需求已撤销", en: "Need withdrawn already" },
    detail: {
      zh: "项目 {project} 的 {pollutant} 需求此前已撤销：{reason}",
      en: "The need of project {project} for {pollutant} was withdrawn before: {reason}",
    },
  },
} as const satisfies ProblemTable<Exclude<PermitsRefusal["code"], "not-found">>;
