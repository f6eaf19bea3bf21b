import { defineLifecycle } from "../../../shared/kernel/lifecycle.ts";

/** Lifecycles of declarations. */
export const declarationLifecycles = {
  /** Each version of what a site discharged of a pollutant in a year lives on its own; of all versions one at most is accepted. */
  declaration: defineLifecycle("discharge-declaration", {
    title: { zh: "排放量申报", en: "Discharge declaration" },
    begins: "draftDeclaration",
    states: {
      draft: { zh: "草稿", en: "Draft" },
      submitted: { zh: "已提交", en: "Submitted" },
      returned: { zh: "已退回", en: "Returned" },
      accepted: { zh: "已采纳", en: "Accepted" },
      corrected: { zh: "已更正", en: "Corrected" },
      reversed: { zh: "已撤销采纳", en: "Reversed" },
    },
    terminal: ["corrected", "reversed"],
    transitions: [
      { from: "draft", event: "changeDeclaration", to: "draft" },
      { from: "draft", event: "submitDeclaration", to: "submitted" },
      { from: "submitted", event: "decideDeclaration", to: "accepted", guard: "own-work" },
      { from: "submitted", event: "decideDeclaration", to: "returned", guard: "returned with a reason" },
      { from: "returned", event: "changeDeclaration", to: "draft" },
      { from: "accepted", event: "correct", to: "corrected", guard: "a version that names it is accepted" },
      { from: "accepted", event: "reverseDeclaration", to: "reversed" },
    ],
  }),
} as const;
