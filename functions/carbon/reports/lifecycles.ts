import { defineLifecycle } from "../../../shared/kernel/lifecycle.ts";

/** Lifecycles of annual reports. */
export const reportsLifecycles = {
  /** One report of an entity and year; its versions follow one another, and an accepted version is never changed. */
  report: defineLifecycle("carbon-report", {
    title: { zh: "年度碳排放报告", en: "Annual report of emissions" },
    begins: "draftReport",
    states: {
      draft: { zh: "填报中", en: "Draft" },
      submitted: { zh: "已提交", en: "Submitted" },
      screened: { zh: "区级初审通过", en: "Screened by the district" },
      assigned: { zh: "已委派核查", en: "Assigned to a verifier" },
      verifying: { zh: "核查中", en: "Being verified" },
      "non-conformity": { zh: "存在不符合项", en: "With an open non-conformity" },
      concluded: { zh: "核查完成", en: "Verification concluded" },
      accepted: { zh: "已核定", en: "Accepted" },
      rejected: { zh: "未通过", en: "Rejected" },
      reopened: { zh: "已重新开启", en: "Reopened" },
    },
    terminal: [],
    transitions: [
      { from: "draft", event: "draftReport", to: "draft" },
      { from: ["rejected", "reopened"], event: "draftReport", to: "draft", guard: "a new version, which names the one that it corrects" },
      { from: "draft", event: "submitReport", to: "submitted", guard: "report-values-refused" },
      { from: "submitted", event: "screenReport", to: "screened", guard: "the district passes it on" },
      { from: "submitted", event: "screenReport", to: "draft", guard: "it is returned with a reason" },
      { from: "screened", event: "assignVerifier", to: "assigned" },
      { from: ["assigned", "verifying", "non-conformity"], event: "withdrawAssignment", to: "screened" },
      { from: "assigned", event: "beginVerification", to: "verifying" },
      { from: "verifying", event: "raiseNonConformity", to: "non-conformity" },
      { from: "non-conformity", event: "raiseNonConformity", to: "non-conformity" },
      { from: "non-conformity", event: "closeNonConformity", to: "non-conformity", guard: "others are open" },
      { from: "non-conformity", event: "closeNonConformity", to: "verifying", guard: "none is open" },
      { from: "non-conformity", event: "setConservativeFigure", to: "non-conformity", guard: "others are open" },
      { from: "non-conformity", event: "setConservativeFigure", to: "verifying", guard: "none is open" },
      { from: "verifying", event: "concludeVerification", to: "concluded" },
      { from: "concluded", event: "respondToVerification", to: "concluded" },
      { from: "concluded", event: "verifyAgain", to: "assigned" },
      { from: "concluded", event: "decideReport", to: "accepted", guard: "own-work" },
      { from: "concluded", event: "decideReport", to: "rejected", guard: "it is rejected with a reason" },
      { from: "accepted", event: "reopenReport", to: "reopened" },
    ],
  }),
} as const;
