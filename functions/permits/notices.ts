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
      zh: "{holder:ofSite}排污权 {instrument:permit}已到期，{retiredTonnes} 吨已注销，其上的质押等保留已终止。",
      en: "Permit {instrument:permit}{holder:ofSite} has expired; {retiredTonnes} t were retired and all holds on it were closed.",
    },
    "limit-exception-granted": {
      kind: "limit-exception",
      heading: { zh: "交易限制例外", en: "Exception from a trading limit" },
      zh: "贵单位场所 {siteId} 获准不受交易限制“{limit:word}”约束（{pollutant}，{from} 至 {until}，批准文号 {approvalNumber}）。",
      en: "The trading limit {limit:word} is lifted for your site {siteId} ({pollutant}, {from} to {until}, approval {approvalNumber}).",
    },
    "limit-exception-revoked": {
      kind: "limit-exception",
      heading: { zh: "交易限制例外撤销", en: "Exception revoked" },
      zh: "贵单位场所 {siteId} 的交易限制例外（{limit:word}，{pollutant}，批准文号 {approvalNumber}）已撤销：{reason}",
      en: "The exception of your site {siteId} from the trading limit {limit:word} ({pollutant}, approval {approvalNumber}) was revoked: {reason}",
    },
  },
  words: {
    setCap: { zh: "设定总量控制指标", en: "setting a cap" },
    recordMissedTarget: { zh: "登记环境质量未达标", en: "recording a missed quality target" },
    recordMetTarget: { zh: "登记环境质量达标", en: "recording that a quality target is met" },
    grantLimitException: { zh: "登记交易限制例外", en: "granting an exception from a trading limit" },
    revokeLimitException: { zh: "撤销交易限制例外", en: "revoking an exception from a trading limit" },
    "pilot-province": { zh: "试点省份内交易", en: "pilot province" },
    "same-pool": { zh: "同城、同流域交易", en: "same city or basin" },
    "same-source-class": { zh: "同类污染源交易", en: "same source class" },
    "thermal-power-apart": { zh: "火电与其他行业分开", en: "thermal power apart" },
    "target-attained": { zh: "环境质量达标", en: "quality target attained" },
  },
} as const satisfies NoticeTexts;
