import type { SecondPersonChoice } from "../../shared/kernel/endpoint.ts";
import type { NoticeTexts } from "../../shared/kernel/notice.ts";
import type { Bilingual } from "../../shared/kernel/problem.ts";
import { type exclusionLists, exclusionNames, functionNames, type PersonFunction } from "../../shared/members/vocabulary.ts";
import type { partiesEndpoints } from "./contract.ts";
import type { claimKinds } from "./contract-claims.ts";

/** Operations of which a request can wait for a second person. */
const entered = {
  decideAdmission: { zh: "接纳管理部门", en: "admitting an authority" },
  invitePerson: { zh: "邀请人员", en: "inviting a person" },
  changePerson: { zh: "变更人员职务或授权", en: "changing a person's function or letter" },
  removePerson: { zh: "移除人员", en: "removing a person" },
  replaceRepresentative: { zh: "更换会员代表", en: "replacing the representative of a member" },
  switchSecondPersonOff: { zh: "关闭双人复核", en: "switching the second person off" },
} satisfies Partial<Record<keyof typeof partiesEndpoints, Bilingual>>;

/** Notices that parties sends to members and, about invitations and disputes, to persons who act for nobody yet. */
export const partiesNotices = {
  texts: {
    "person-invited": {
      kind: "invited",
      heading: { zh: "人员邀请", en: "Invitation" },
      zh: "{name} 邀请 {subject} 担任{function:word}，请被邀请人于{endsAt:instant}前接受或谢绝。",
      en: "{name} invited {subject} to act for it as {function:word}; the invitation can be accepted or declined until {endsAt:instant}.",
    },
    "invitation-revoked": {
      kind: "invited",
      heading: { zh: "邀请撤回", en: "Invitation revoked" },
      zh: "{name} 撤回了对 {subject} 的邀请：{reason}",
      en: "{name} revoked its invitation of {subject}: {reason}",
    },
    "person-accepted": {
      kind: "people",
      heading: { zh: "人员加入", en: "Person joined" },
      zh: "{subject} 已接受邀请，担任 {name} 的{function:word}。",
      en: "{subject} accepted the invitation and acts for {name} as {function:word}.",
    },
    "person-declined": {
      kind: "people",
      heading: { zh: "邀请被谢绝", en: "Invitation declined" },
      zh: "{subject} 谢绝了 {name} 的邀请。",
      en: "{subject} declined the invitation of {name}.",
    },
    "person-changed": {
      kind: "people",
      heading: { zh: "人员职务或授权变更", en: "Function or letter changed" },
      zh: "{subject} 在 {name} 的职务为{function:word}（原为{formerFunction:word}），授权书已更新：{reason}",
      en: "{subject} acts for {name} as {function:word} (before: {formerFunction:word}) under a new letter of authority: {reason}",
    },
    "person-removed": {
      kind: "people",
      heading: { zh: "人员离任", en: "Person removed" },
      zh: "{subject} 不再代表 {name} 办理业务（原为{function:word}）：{reason}",
      en: "{subject} no longer acts for {name} (before: {function:word}): {reason}",
    },
    "party-renamed": {
      kind: "renamed",
      heading: { zh: "单位更名", en: "Name changed" },
      zh: "贵单位名称由 {formerName} 变更为 {name}，自{from:instant}起（文号 {documentNumber}）。",
      en: "The name of your organisation changed from {formerName} to {name} with effect from {from:instant} ({documentNumber}).",
    },
    "claim-disputed": {
      kind: "disputed",
      heading: { zh: "登记异议", en: "Registration disputed" },
      zh: "{claimantName} 对 {number}（{kind:word}）的登记提出异议（文号 {documentNumber}）：{reason}。裁决前登记维持不变。",
      en: "{claimantName} disputes the registration of the {kind:word} {number} ({documentNumber}): {reason}. It stays as it is until the decision.",
    },
    "claim-decided": {
      kind: "disputed",
      heading: { zh: "异议裁决", en: "Dispute decided" },
      // An upheld dispute withdraws a registration or takes a licence away.
      legallyRequired: true,
      zh: "{claimantName} 对 {number}（{kind:word}）的异议{outcome:word}（文号 {documentNumber}）：{reason}",
      en: "The dispute of {claimantName} about the {kind:word} {number} was {outcome:word} ({documentNumber}): {reason}",
    },
    "party-admitted": {
      kind: "admitted",
      heading: { zh: "会员核准", en: "Membership admitted" },
      zh: "贵单位已获交易所核准。",
      en: "The exchange has admitted your organisation.",
    },
    "party-refused": {
      kind: "refused",
      heading: { zh: "登记未获核准", en: "Registration refused" },
      legallyRequired: true,
      zh: "贵单位的登记申请未获核准：{reason}",
      en: "The exchange refused your registration: {reason}",
    },
    "party-suspended": {
      kind: "suspended",
      heading: { zh: "会员资格暂停", en: "Membership suspended" },
      legallyRequired: true,
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
      legallyRequired: true,
      zh: "贵单位已列入名单 {list:word}（文号 {documentNumber}）。",
      en: "Your organisation was put on the list {list:word} ({documentNumber}).",
    },
    "site-confirmed": {
      kind: "site-confirmed",
      heading: { zh: "场所已确认", en: "Site confirmed" },
      zh: "场所“{name}”（排污许可证 {licenceNumber}）已由生态环境主管部门确认。",
      en: "The bureau has confirmed the site “{name}” (discharge licence {licenceNumber}).",
    },
    "site-corrected": {
      kind: "site-corrected",
      heading: { zh: "场所信息更正", en: "Site corrected" },
      zh: "场所“{name}”的登记信息已由生态环境主管部门更正（{reason}，文号 {documentNumber}）。",
      en: "The bureau has corrected the site “{name}” ({reason}, {documentNumber}).",
    },
    "licence-expiring": {
      kind: "licence-expiring",
      heading: { zh: "排污许可证即将到期", en: "Licence expiring" },
      legallyRequired: true,
      zh: "场所“{name}”的排污许可证 {licenceNumber} 有效期至 {licenceValidUntil}，须于 {applyBy} 或之前申请延续（《排污许可管理条例》第十四条）。按期申请的，决定作出前继续有效。",
      en: "The licence {licenceNumber} of the site “{name}” is valid until {licenceValidUntil}. Apply for its renewal by {applyBy} (State Council decree 736, article 14); applied for in time, it stays in force until the decision.",
    },
    "licence-renewal-decided": {
      kind: "licence-renewal",
      heading: { zh: "排污许可证延续决定", en: "Licence renewal decided" },
      legallyRequired: true,
      zh: "场所“{name}”排污许可证 {licenceNumber} 的延续申请：{outcome:word}，有效期至 {licenceValidUntil}（{reason}，文号 {documentNumber}）。",
      en: "The renewal of the licence {licenceNumber} of the site “{name}” was {outcome:word}; it is valid until {licenceValidUntil} ({reason}, {documentNumber}).",
    },
  },
  words: {
    ...entered,
    granted: { zh: "准予延续", en: "granted" },
    refused: { zh: "不予延续", en: "refused" },
    bids: { zh: "报价", en: "bids" },
    pledges: { zh: "质押", en: "pledges" },
    allocations: { zh: "缴纳排污权使用费", en: "payments of use fees" },
    carbon: { zh: "碳排放报告与配额清缴", en: "carbon reports and surrender" },
    ...exclusionNames,
    ...functionNames,
    "credit-code": { zh: "统一社会信用代码", en: "credit code" },
    licence: { zh: "排污许可证", en: "discharge licence" },
    upheld: { zh: "成立", en: "upheld" },
    dismissed: { zh: "被驳回", en: "dismissed" },
  } satisfies Record<
    | (typeof exclusionLists)[number]
    | PersonFunction
    | SecondPersonChoice
    | (typeof claimKinds)[number]
    | "upheld"
    | "dismissed"
    | "granted"
    | "refused",
    Bilingual
  >,
} as const satisfies NoticeTexts;
