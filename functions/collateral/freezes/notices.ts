import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about freezes: to the owner, the banks that stand on what is frozen, and the authority that entered it. */
export const freezesNotices = {
  texts: {
    "freeze-entered": {
      kind: "freeze",
      heading: { zh: "司法冻结已登记", en: "Court freeze entered" },
      legallyRequired: true,
      zh: "{court}（{caseNumber}，{documentNumber}）冻结 {partyName} 在 {account} 的 {instrument:instrument} 共 {quantity}{instrument:instrumentUnit}，其中 {inForceQuantity}{instrument:instrumentUnit} 已生效，其余轮候。冻结编号 {freezeId}，期限自生效之日起 {months} 个月。已生效部分不得转让、折价受让或再质押。",
      en: "{court} ({caseNumber}, {documentNumber}) froze {quantity}{instrument:instrumentUnit} of {instrument:instrument} of {partyName} on {account}: it is in force on {inForceQuantity}{instrument:instrumentUnit} and waits on the rest. Freeze {freezeId}, {months} months from its turn. What is frozen can't be moved, taken over or pledged further.",
    },
    "freeze-renewed": {
      kind: "freeze",
      heading: { zh: "司法冻结已续行", en: "Court freeze renewed" },
      legallyRequired: true,
      zh: "{court}（{caseNumber}，{documentNumber}）续行冻结 {freezeId}：{partyName} 的 {instrument:instrument} {inForceQuantity}{instrument:instrumentUnit}，至{until:instant}，自续行之日起 {months} 个月。",
      en: "{court} ({caseNumber}, {documentNumber}) renewed freeze {freezeId} on {inForceQuantity}{instrument:instrumentUnit} of {instrument:instrument} of {partyName} until {until:instant}, {months} months from the renewal.",
    },
    "freeze-lifted": {
      kind: "freeze",
      heading: { zh: "司法冻结已解除", en: "Court freeze lifted" },
      legallyRequired: true,
      zh: "{court}（{caseNumber}，{documentNumber}）解除冻结 {freezeId} 的 {liftedQuantity}{instrument:instrumentUnit}（{partyName} 的 {instrument:instrument}），尚冻结 {quantity}{instrument:instrumentUnit}。事由：{reason}。轮候冻结和质押不受影响。",
      en: "{court} ({caseNumber}, {documentNumber}) lifted {liftedQuantity}{instrument:instrumentUnit} of freeze {freezeId} on {instrument:instrument} of {partyName}, which has {quantity}{instrument:instrumentUnit} left: {reason}. Freezes that wait and pledges stay.",
    },
    "freeze-turned": {
      kind: "freeze",
      heading: { zh: "轮候冻结已生效", en: "Turn of a freeze began" },
      legallyRequired: true,
      zh: "{court}（{caseNumber}）的轮候冻结 {freezeId} 自{since:instant}起对 {partyName} 的 {instrument:instrument} {inForceQuantity}{instrument:instrumentUnit} 生效，至{until:instant}。",
      en: "The turn of freeze {freezeId} of {court} ({caseNumber}) began at {since:instant}: it is in force on {inForceQuantity}{instrument:instrumentUnit} of {instrument:instrument} of {partyName} until {until:instant}.",
    },
    "freeze-ended": {
      kind: "freeze",
      heading: { zh: "司法冻结已终止", en: "Court freeze ended" },
      legallyRequired: true,
      zh: "{court}（{caseNumber}）的冻结 {freezeId} 就 {partyName} 的 {instrument:instrument} {endedQuantity}{instrument:instrumentUnit} 终止：{ground:word}。尚冻结 {quantity}{instrument:instrumentUnit}。",
      en: "Freeze {freezeId} of {court} ({caseNumber}) ended on {endedQuantity}{instrument:instrumentUnit} of {instrument:instrument} of {partyName}: {ground:word}. It has {quantity}{instrument:instrumentUnit} left.",
    },
    "pledge-part-expired": {
      kind: "pledge",
      heading: { zh: "部分质押物已到期", en: "Part of what is pledged expired" },
      legallyRequired: true,
      zh: "质押 {pledgeId}（{registrationNumber}）的一部分质押物有效期届满，其余部分继续质押；债务 {contractNumber} 并未因此清偿，请 {bankName} 核对覆盖率。",
      en: "Something of what pledge {pledgeId} ({registrationNumber}) lies on has expired; it stands on the rest. The debt of {contractNumber} is not discharged: {bankName} should look at its coverage.",
    },
  },
  words: {
    enterFreeze: { zh: "登记司法冻结", en: "entering a court freeze" },
    renewFreeze: { zh: "续行司法冻结", en: "renewing a court freeze" },
    liftFreeze: { zh: "解除司法冻结", en: "lifting a court freeze" },
    term: { zh: "冻结期限届满", en: "its term was over" },
    right: { zh: "所冻结的权利到期", en: "what was frozen has expired" },
    realised: { zh: "所附份额已实现", en: "what it lay on was realised" },
  },
} as const satisfies NoticeTexts;
