import { type ProblemTable, problem, type RefusalOf } from "../kernel/problem.ts";

/** Refusals around requests that wait for a second person. */
export const requestProblems = {
  "own-entry": problem({
    status: 403,
    title: { zh: "不能复核本人的经办", en: "Own entry" },
    detail: {
      zh: "此申请由您本人经办，须由本单位另一人复核。您可以撤回。",
      en: "You entered this request: another person of your party has to decide it. You can withdraw it.",
    },
  }),
  "not-own-entry": problem({
    status: 403,
    title: { zh: "非本人经办", en: "Not your entry" },
    detail: {
      zh: "只有经办人本人可以撤回；您可以复核通过或退回。",
      en: "Only the person who entered a request can withdraw it; you can approve or refuse it.",
    },
  }),
  "request-decided": problem({
    status: 409,
    title: { zh: "已处理", en: "Already decided" },
    detail: {
      zh: "此申请已复核、退回或撤回，不能再次处理。请查看申请。",
      en: "This request was already approved, refused or withdrawn. Read it to see how.",
    },
  }),
  "request-ended": problem<{ readonly endsAt: string }>({
    status: 409,
    title: { zh: "已失效", en: "Request ended" },
    detail: { zh: "此申请已于 {endsAt} 失效，请重新经办。", en: "This request lapsed at {endsAt}. Enter it anew." },
  }),
  "enterer-not-authorized": problem({
    status: 409,
    title: { zh: "经办人已无权限", en: "The person who entered it may no longer do so" },
    detail: {
      zh: "经办人已不能代表本单位办理此业务。请退回，由他人重新经办。",
      en: "The person who entered this may no longer do it for your party. Refuse it and let somebody else enter it.",
    },
  }),
  "request-outdated": problem({
    status: 409,
    title: { zh: "申请内容已不适用", en: "Request outdated" },
    detail: {
      zh: "此业务的填报要求已变更，请退回后重新经办。",
      en: "What this operation takes has changed since it was entered. Refuse it and enter it anew.",
    },
  }),
} as const satisfies ProblemTable;

/** Any of these refusals. */
export type RequestRefusal = RefusalOf<typeof requestProblems>;
