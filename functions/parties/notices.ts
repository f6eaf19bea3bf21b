import type { SecondPersonChoice } from "../../shared/kernel/endpoint.ts";
import type { NoticeTexts } from "../../shared/kernel/notice.ts";
import type { Bilingual } from "../../shared/kernel/problem.ts";
import type { exclusionLists } from "./contract.ts";

/** Notices that parties sends to members. */
export const partiesNotices = {
  texts: {
    "party-admitted": {
      kind: "admitted",
      heading: { zh: "会员核准", en: "Membership admitted" },
      zh: "贵单位已获交易所核准。",
      en: "The exchange has admitted your organisation.",
    },
    "party-refused": {
      kind: "refused",
      heading: { zh: "登记未获核准", en: "Registration refused" },
      zh: "贵单位的登记申请未获核准：{reason}",
      en: "The exchange refused your registration: {reason}",
    },
    "party-suspended": {
      kind: "suspended",
      heading: { zh: "会员资格暂停", en: "Membership suspended" },
      zh: "贵单位资格已暂停：{reason}",
      en: "Your organisation is suspended: {reason}",
    },
    "party-reinstated": {
      kind: "reinstated",
      heading: { zh: "会员资格恢复", en: "Membership reinstated" },
      zh: "贵单位资格已恢复：{reason}",
      en: "Your organisation is reinstated: {reason}",
    },
    "second-person-switched": {
      kind: "second-person",
      heading: { zh: "双人复核设置变更", en: "Second person" },
      zh: "贵单位对{choice:word}的双人复核设置已变更，请在单位信息中查看。",
      en: "Your organisation changed whether a second person approves its {choice:word}; see its settings.",
    },
    "exclusion-recorded": {
      kind: "excluded",
      heading: { zh: "列入名单", en: "Put on an exclusion list" },
      zh: "贵单位已列入名单 {list:word}（文号 {documentNumber}）。",
      en: "Your organisation was put on the list {list:word} ({documentNumber}).",
    },
  },
  words: {
    bids: { zh: "报价", en: "bids" },
    pledges: { zh: "质押", en: "pledges" },
    allocations: { zh: "分配", en: "allocations" },
    switchSecondPersonOff: { zh: "关闭双人复核", en: "switching the second person off" },
    "dishonest-debtor": { zh: "失信被执行人名单", en: "of dishonest debtors" },
    "abnormal-operation": { zh: "经营异常名录", en: "of abnormal operation" },
    "major-tax-violation": { zh: "重大税收违法名单", en: "of major tax violations" },
    "open-environmental-sanction": { zh: "未结环境处罚名单", en: "of open environmental sanctions" },
  } satisfies Record<(typeof exclusionLists)[number] | SecondPersonChoice | "switchSecondPersonOff", Bilingual>,
} as const satisfies NoticeTexts;
