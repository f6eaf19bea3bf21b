import { defineLifecycle } from "../../../shared/kernel/lifecycle.ts";

/** Lifecycles of verification. The report itself goes through its own states meanwhile. */
export const verificationLifecycles = {
  /** What a verifier asks about a report: answered in rounds, until it is closed or nothing came in time. */
  nonConformity: defineLifecycle("non-conformity", {
    title: { zh: "不符合项", en: "Non-conformity" },
    begins: "raiseNonConformity",
    states: {
      raised: { zh: "待答复", en: "Waiting for an answer" },
      answered: { zh: "已答复", en: "Answered" },
      closed: { zh: "已关闭", en: "Closed" },
      conservative: { zh: "逾期，采用保守值", en: "Unanswered in time: a conservative figure is set" },
      dropped: { zh: "随委派撤回终止", en: "Dropped with the withdrawn assignment" },
    },
    terminal: ["closed", "conservative", "dropped"],
    transitions: [
      { from: "raised", event: "answerNonConformity", to: "answered", guard: "answer-late" },
      { from: "raised", event: "setConservativeFigure", to: "conservative", guard: "the days to answer are over" },
      { from: "answered", event: "closeNonConformity", to: "closed", guard: "the answer settles it" },
      { from: "answered", event: "closeNonConformity", to: "raised", guard: "it is asked again, in another round" },
      { from: ["raised", "answered"], event: "withdrawAssignment", to: "dropped" },
    ],
  }),
  /** An entity's request that another verifier looks at its report. */
  reverification: defineLifecycle("re-verification", {
    title: { zh: "复核申请", en: "Request for re-verification" },
    begins: "respondToVerification",
    states: {
      requested: { zh: "待决定", en: "Waiting for the decision" },
      overdue: { zh: "逾期未决定", en: "Undecided past its deadline" },
      granted: { zh: "同意复核", en: "Granted: another verifier is assigned" },
      refused: { zh: "不予复核", en: "Refused with a reason" },
    },
    terminal: ["granted", "refused"],
    transitions: [
      { from: "requested", event: "reverificationOverdue", to: "overdue", guard: "the days to decide are over" },
      { from: ["requested", "overdue"], event: "decideReverification", to: "granted", guard: "verifier-tied" },
      { from: ["requested", "overdue"], event: "decideReverification", to: "refused", guard: "it is refused with a reason" },
    ],
  }),
} as const;
