import { defineLifecycle } from "../../../shared/kernel/lifecycle.ts";

/** The life of a stream of income. */
export const streamLifecycle = defineLifecycle("income stream", {
  title: { zh: "收益权", en: "Stream of income" },
  begins: "fileIncomeStream",
  states: {
    filed: { zh: "已申报", en: "Filed by its owner" },
    registered: { zh: "已登记", en: "Registered: a hundred per cent in the ledger" },
    refused: { zh: "未予登记", en: "Refused" },
    withdrawn: { zh: "已撤回", en: "Withdrawn by its owner" },
    closed: { zh: "已注销", en: "Closed after its period: its shares are retired" },
  },
  terminal: ["refused", "withdrawn", "closed"],
  transitions: [
    { from: "filed", event: "decideIncomeStream", to: "registered", guard: "accepted" },
    { from: "filed", event: "decideIncomeStream", to: "refused", guard: "refused" },
    { from: "filed", event: "withdrawIncomeStream", to: "withdrawn" },
    { from: "registered", event: "closeIncomeStream", to: "closed" },
  ],
});

/** Lifecycles of income. */
export const incomeLifecycles = { stream: streamLifecycle } as const;
