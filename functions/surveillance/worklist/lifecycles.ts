import { defineLifecycle } from "../../../shared/kernel/lifecycle.ts";

/** Lifecycles of the worklist. */
export const worklistLifecycles = {
  item: defineLifecycle("surveillance item", {
    title: { zh: "监管待办", en: "Surveillance item" },
    begins: "screen",
    states: {
      open: { zh: "待处理", en: "Open" },
      "in-review": { zh: "核查中", en: "In review" },
      closed: { zh: "已办结", en: "Closed" },
      reopened: { zh: "已重启", en: "Reopened" },
    },
    terminal: [],
    transitions: [
      { from: ["open", "in-review", "reopened"], event: "assignSurveillanceItem", to: "in-review", guard: "assignee-not-of-your-party" },
      { from: "in-review", event: "closeSurveillanceItem", to: "closed" },
      { from: "closed", event: "reopenSurveillanceItem", to: "reopened" },
    ],
  }),
} as const;
