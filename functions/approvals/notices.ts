import type { NoticeTexts } from "../../shared/kernel/notice.ts";

/** Notices about requests. The operation is quoted by a word of the context that it belongs to. */
export const approvalsNotices = {
  texts: {
    "request-entered": {
      kind: "to-approve",
      heading: { zh: "待复核", en: "Waits for approval" },
      zh: "有一项申请待本单位另一人复核：{operation:word}。{endsAt:instant}后失效。",
      en: "Something waits for the approval of a second person of your organisation: {operation:word}. It lapses at {endsAt:instant}.",
    },
    "request-decided": {
      kind: "decided",
      heading: { zh: "复核结果", en: "Request decided" },
      zh: "申请（{operation:word}）{decision:word}。",
      en: "Your organisation's request ({operation:word}) was {decision:word}.",
    },
  },
  words: {
    approved: { zh: "已复核通过并办理", en: "approved and done" },
    refused: { zh: "已退回", en: "refused" },
    withdrawn: { zh: "已由经办人撤回", en: "withdrawn by the person who had entered it" },
  },
} as const satisfies NoticeTexts;
