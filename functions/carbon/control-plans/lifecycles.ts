import { defineLifecycle } from "../../../shared/kernel/lifecycle.ts";

/** Lifecycles of data-quality control plans. */
export const controlPlansLifecycles = {
  /** A version of a plan; a later one takes its place when it is filed before the decision, or approved after it. */
  controlPlan: defineLifecycle("control plan", {
    title: { zh: "数据质量控制计划", en: "Data-quality control plan" },
    begins: "fileControlPlan",
    states: {
      filed: { zh: "已提交", en: "Filed" },
      approved: { zh: "已核准", en: "Approved" },
      returned: { zh: "已退回", en: "Returned" },
      replaced: { zh: "已被替换", en: "Replaced" },
    },
    terminal: ["returned", "replaced"],
    transitions: [
      { from: "filed", event: "fileControlPlan", to: "replaced" },
      { from: "filed", event: "decideControlPlan", to: "approved", guard: "own-work" },
      { from: "filed", event: "decideControlPlan", to: "returned", guard: "the bureau returns it with a reason" },
      { from: "approved", event: "approveLater", to: "replaced", guard: "a later version is approved" },
    ],
  }),
} as const;
