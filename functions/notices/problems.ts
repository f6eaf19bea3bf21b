import type { NotFound } from "../../shared/kernel/outcome.ts";
import { type ProblemTable, problem, type RefusalOf } from "../../shared/kernel/problem.ts";

/** Refusals of notices, in addition to the common problems. */
export const noticesProblems = {
  "channel-not-offered": problem<{ readonly channel: string }>({
    status: 409,
    title: { zh: "未开通该通知渠道", en: "Channel not offered" },
    detail: { zh: "本交易所未开通 {channel} 通知。", en: "This exchange sends no notices by {channel}." },
  }),
  "address-invalid": problem<{ readonly channel: string }>({
    status: 422,
    title: { zh: "地址不符合格式", en: "Not an address" },
    detail: {
      zh: "{channel}：邮箱形如 name@example.cn，手机号须带国家代码，如 +8613800000000。",
      en: "{channel}: a mail address looks like name@example.cn, a phone number begins with its country code, as in +8613800000000.",
    },
  }),
  "too-many-codes": problem<{ readonly codesPerDay: number }>({
    status: 429,
    title: { zh: "今日验证码次数已用完", en: "No more codes today" },
    detail: {
      zh: "每人每日最多请求 {codesPerDay} 个验证码，请明日再试。",
      en: "A person gets at most {codesPerDay} codes a day. Try again tomorrow.",
    },
  }),
  "nothing-to-confirm": problem({
    status: 409,
    title: { zh: "没有待确认的地址", en: "Nothing to confirm" },
    detail: {
      zh: "没有待确认的地址，或验证码已过期。请重新填写地址以获取新的验证码。",
      en: "There is no address to confirm, or its code has expired. Set the address again to get a new code.",
    },
  }),
  "code-wrong": problem<{ readonly triesLeft: number }>({
    status: 409,
    title: { zh: "验证码不正确", en: "Wrong code" },
    detail: {
      zh: "验证码不正确，还可尝试 {triesLeft} 次；用完后请重新填写地址。",
      en: "The code is wrong; {triesLeft} tries are left. After that, set the address again to get a new one.",
    },
  }),
  "notice-required": problem<{ readonly kind: string }>({
    status: 409,
    title: { zh: "该类通知依法必须送达", en: "Notice required by law" },
    detail: {
      zh: "{kind} 类通知依法或依规则必须送达，不能退订。",
      en: "Notices of the kind {kind} have to be delivered; nobody can unsubscribe from them.",
    },
  }),
} as const satisfies ProblemTable;

/** Any refusal of notices. */
export type NoticesRefusal = RefusalOf<typeof noticesProblems> | NotFound;
