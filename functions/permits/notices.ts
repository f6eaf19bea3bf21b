import type { NoticeTexts } from "../../shared/kernel/notice.ts";

/** Notices that permits sends to members. */
export const permitsNotices = {
  texts: {
    "need-certified": {
      kind: "certified",
      heading: { zh: "需求核定", en: "Need certified" },
      zh: "项目 {project} 的 {pollutant} 需求已核定（文号 {letterNumber}），可购 {tonnesToBuy} 吨。",
      en: "The {pollutant} need of project {project} is certified ({letterNumber}): {tonnesToBuy} t may be bought.",
    },
    "permit-expired": {
      kind: "expired",
      heading: { zh: "排污权到期", en: "Permit expired" },
      zh: "排污权 {instrument:permit} 已到期，{retiredTonnes} 吨已注销，其上的质押等保留已终止。",
      en: "Permit {instrument:permit} has expired; {retiredTonnes} t were retired and all holds on it were closed.",
    },
  },
  words: { setCap: { zh: "设定总量控制指标", en: "setting a cap" } },
} as const satisfies NoticeTexts;
