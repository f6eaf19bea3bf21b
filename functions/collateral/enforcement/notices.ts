import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about enforcement. */
export const enforcementNotices = {
  texts: {
    "enforcement-begun": {
      kind: "pledge",
      heading: { zh: "质权实现开始", en: "Enforcement of a pledge begun" },
      legallyRequired: true,
      zh: "{bankName} 已依据 {documentNumber} 就质押登记 {registrationNumber} 开始实现质权：{instrument:instrument} {quantity}{instrument:instrumentUnit}（编号 {enforcementId}），将以拍卖或折价受让方式处置。",
      en: "{bankName} enforces pledge {registrationNumber} by {documentNumber}: {quantity}{instrument:instrumentUnit} of {instrument:instrument} ({enforcementId}) are sold in an auction or taken over.",
    },
    "enforcement-noted": {
      kind: "pledge",
      heading: { zh: "份额上的质权实现", en: "Enforcement on a slice" },
      legallyRequired: true,
      zh: "贵行享有质权的份额，正由质押登记 {registrationNumber} 的质权人实现质权（{instrument:instrument} {quantity}{instrument:instrumentUnit}，编号 {enforcementId}），当前状态：{state:word}。",
      en: "Pledge {registrationNumber} is enforced on tonnes on which you have a pledge ({quantity}{instrument:instrumentUnit} of {instrument:instrument}, {enforcementId}): {state:word}.",
    },
    "enforcement-withdrawn": {
      kind: "pledge",
      heading: { zh: "质权实现已撤回", en: "Enforcement withdrawn" },
      zh: "{bankName} 撤回了质押 {registrationNumber} 的质权实现（{enforcementId}）：{reason}。",
      en: "{bankName} withdrew the enforcement {enforcementId} of pledge {registrationNumber}: {reason}.",
    },
    "take-over-proposed": {
      kind: "pledge",
      heading: { zh: "折价受让方案", en: "Take-over proposed" },
      zh: "质权实现 {enforcementId}：拟以 {priceCny:money} 元受让 {instrument:instrument} {quantity}{instrument:instrumentUnit}，当前状态：{state:word}。待商定的，请出质人核对后同意。",
      en: "Enforcement {enforcementId}: {quantity}{instrument:instrumentUnit} of {instrument:instrument} are to be taken over for {priceCny:money} CNY: {state:word}. Unless a court has fixed the price, the pledgor agrees to it.",
    },
    "take-over-agreed": {
      kind: "pledge",
      heading: { zh: "折价已定", en: "Price of a take-over agreed" },
      zh: "质权实现 {enforcementId}：出质人已同意以 {priceCny:money} 元受让 {instrument:instrument} {quantity}{instrument:instrumentUnit}，受让方可以付款办理。",
      en: "Enforcement {enforcementId}: the pledgor agreed to {priceCny:money} CNY for {quantity}{instrument:instrumentUnit} of {instrument:instrument}; the taker may pay and complete it.",
    },
    "enforcement-ended": {
      kind: "pledge",
      heading: { zh: "质权实现结束", en: "Enforcement ended" },
      legallyRequired: true,
      zh: "质权实现 {enforcementId} 已结束：处置 {instrument:instrument} {endedTonnes}{instrument:instrumentUnit}，所得 {proceedsCny:money} 元按顺位清偿，冻结留存 {heldCny:money} 元，退还出质人 {pledgorCny:money} 元。",
      en: "Enforcement {enforcementId} ended: {endedTonnes}{instrument:instrumentUnit} of {instrument:instrument} brought {proceedsCny:money} CNY, paid by rank; {heldCny:money} CNY stay set aside for the court, and {pledgorCny:money} CNY are the pledgor's.",
    },
    "pledge-enforced": {
      kind: "pledge",
      heading: { zh: "质押受偿", en: "Pledge paid from an enforcement" },
      legallyRequired: true,
      zh: "质押 {pledgeId}（{registrationNumber}）自质权实现 {enforcementId} 受偿 {paidCny:money} 元，现担保 {securedCny:money} 元。",
      en: "Pledge {pledgeId} ({registrationNumber}) was paid {paidCny:money} CNY from the enforcement {enforcementId}, and secures {securedCny:money} CNY now.",
    },
    "held-proceeds-released": {
      kind: "pledge",
      heading: { zh: "冻结价款已释放", en: "Frozen proceeds released" },
      legallyRequired: true,
      zh: "质权实现 {enforcementId} 因冻结留存的价款释放 {amountCny:money} 元（文号 {documentNumber}），尚留存 {remainingCny:money} 元：{reason}。",
      en: "{amountCny:money} CNY set aside under a freeze in the enforcement {enforcementId} were released ({documentNumber}); {remainingCny:money} CNY stay: {reason}.",
    },
  },
  words: {
    beginEnforcement: { zh: "开始实现质权", en: "beginning to enforce a pledge" },
    withdrawEnforcement: { zh: "撤回质权实现", en: "withdrawing an enforcement" },
    proposeTakeOver: { zh: "提出折价受让", en: "proposing a take-over" },
    agreeToTakeOver: { zh: "同意折价受让", en: "agreeing to a take-over" },
    completeTakeOver: { zh: "办理折价受让", en: "completing a take-over" },
    releaseHeldProceeds: { zh: "释放冻结价款", en: "releasing frozen proceeds" },
    begun: { zh: "已开始", en: "begun" },
    proposed: { zh: "待出质人同意", en: "the pledgor has not agreed yet" },
    agreed: { zh: "价款已定", en: "the price is fixed" },
    sold: { zh: "已拍卖", en: "sold" },
    "not-sold": { zh: "未售出", en: "not sold" },
    "taken-over": { zh: "已受让", en: "taken over" },
    withdrawn: { zh: "已撤回", en: "withdrawn" },
  },
} as const satisfies NoticeTexts;
