import { type ProblemTable, problem, type RefusalOf } from "../../../shared/kernel/problem.ts";

/** Refusals of evidence of auctions. */
export const evidenceProblems = {
  "evidence-before-end": problem<{ readonly auctionId: string }>({
    status: 409,
    title: { zh: "竞价尚未结束", en: "The auction has not ended" },
    detail: {
      zh: "场次 {auctionId} 尚未结束，报价仍处于密封状态。证据包在结束后提供。",
      en: "The auction {auctionId} has not ended: its bids are sealed. There is evidence of it once it has.",
    },
  }),
  "evidence-not-sealed": problem<{ readonly auctionId: string; readonly endedAt: string }>({
    status: 409,
    title: { zh: "该场次尚未封存", en: "The auction is not sealed yet" },
    detail: {
      zh: "场次 {auctionId} 于 {endedAt} 结束，其后尚无签名末端；每日零点后签署。请次日再申请。",
      en: "The auction {auctionId} ended at {endedAt}, and no signed head covers that yet; one is signed after each midnight. Ask again tomorrow.",
    },
  }),
} as const satisfies ProblemTable;

/** Any refusal of evidence of its own. */
export type EvidenceRefusal = RefusalOf<typeof evidenceProblems>;
