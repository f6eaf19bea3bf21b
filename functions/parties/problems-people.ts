import { type ProblemTable, problem } from "../../shared/kernel/problem.ts";

/** Refusals about the people of parties. */
export const peopleProblems = {
  "already-member": problem({
    status: 409,
    title: { zh: "已代表其他单位", en: "Already acts for a member" },
    detail: {
      zh: "您已代表某一单位办理业务，一人只能代表一个单位。请先退出原单位。",
      en: "You already act for an organisation and can act for one only. Leave it first.",
    },
  }),
  "acts-here-already": problem({
    status: 409,
    title: { zh: "已是本单位人员", en: "Acts here already" },
    detail: { zh: "该人员已代表该单位办理业务。", en: "This person already acts for the organisation." },
  }),
  "not-a-representative": problem({
    status: 403,
    title: { zh: "不是本单位代表", en: "Not a representative" },
    detail: {
      zh: "您已不是本单位代表，不能管理本单位人员。",
      en: "You are no longer a representative of your organisation and can't manage its people.",
    },
  }),
  "letter-dates": problem<{ readonly from: string; readonly until: string }>({
    status: 422,
    title: { zh: "授权书有效期有误", en: "Dates of the letter of authority" },
    detail: {
      zh: "授权书有效期 {from} 至 {until} 已过，或起止日期颠倒。",
      en: "The letter of authority, valid from {from} to {until}, has ended or ends before it begins.",
    },
  }),
  "invitation-closed": problem<{ readonly state: string }>({
    status: 409,
    title: { zh: "邀请已处理", en: "Invitation closed" },
    detail: { zh: "该邀请状态为 {state}，不能再处理。", en: "The invitation is {state} and can't change any more." },
  }),
  "invitation-ended": problem<{ readonly endsAt: string }>({
    status: 409,
    title: { zh: "邀请已过期", en: "Invitation ended" },
    detail: { zh: "该邀请已于 {endsAt} 过期，请对方重新邀请。", en: "The invitation ended at {endsAt}. Ask for a new one." },
  }),
  "inviter-left": problem({
    status: 409,
    title: { zh: "邀请人已离任", en: "Inviter has left" },
    detail: {
      zh: "发出邀请的人员已不是代表，邀请失效，请对方重新邀请。",
      en: "Whoever invited you is no longer a representative, so the invitation is void. Ask for a new one.",
    },
  }),
  "second-person-unchanged": problem<{ readonly choice: string }>({
    status: 409,
    title: { zh: "双人复核设置未变", en: "Second person unchanged" },
    detail: {
      zh: "本单位对 {choice} 的双人复核已是此设置。",
      en: "Your organisation's second person for {choice} is already set like this.",
    },
  }),
  "approver-first": problem({
    status: 409,
    title: { zh: "须先有复核人", en: "An approver first" },
    detail: {
      zh: "本单位须双人复核，而目前无其他人可以复核。请先邀请或授权一名代表或复核人。",
      en: "Your organisation needs two persons, and nobody else can approve now. Make somebody a representative or approver first.",
    },
  }),
  "invitation-not-approved": problem({
    status: 409,
    title: { zh: "邀请未经复核", en: "Invitation not approved" },
    detail: {
      zh: "该邀请未经第二人复核，而单位现已有第二人，请对方重新邀请并复核。",
      en: "No second person approved the invitation, and the organisation has one by now. Ask for a new one, which needs the approval.",
    },
  }),
  "last-representative": problem({
    status: 409,
    title: { zh: "最后一名代表", en: "Last representative" },
    detail: {
      zh: "该人员是单位最后一名代表，不能移除、退出或改任。请先增加一名代表；代表已离任的，请联系交易所。",
      en: "This is the last representative, who can't be removed, leave or change function. Add another one first; if the only one has left, ask the exchange.",
    },
  }),
  "representatives-remain": problem<{ readonly representatives: number }>({
    status: 409,
    title: { zh: "单位仍有代表", en: "Representatives remain" },
    detail: {
      zh: "单位尚有 {representatives} 名代表；仅一名代表离任且指明该人时，才由交易所更换。",
      en: "The party has {representatives} representatives; the exchange replaces one only if it is the only one and is named as leaving.",
    },
  }),
} as const satisfies ProblemTable;
