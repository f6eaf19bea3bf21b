import { defineLifecycle } from "../../shared/kernel/lifecycle.ts";
import { limitLifecycles } from "../../shared/permits/limit-lifecycles.ts";

/** Lifecycles of permits. */
export const permitsLifecycles = {
  /** A certified need lasts until it is withdrawn; how much of it is used is told by the ledger. */
  need: defineLifecycle("need", {
    title: { zh: "购买需求", en: "Certified need" },
    begins: "certifyNeed",
    states: { certified: { zh: "已核定", en: "Certified" }, withdrawn: { zh: "已撤销", en: "Withdrawn" } },
    terminal: ["withdrawn"],
    transitions: [{ from: "certified", event: "withdrawNeed", to: "withdrawn", guard: "need-in-use" }],
  }),
  ...limitLifecycles,
} as const;
