import { defineLifecycle } from "../../../shared/kernel/lifecycle.ts";

/** Guards of the decision on a difference between a registry's statement and the ledger. */
export const differenceGuards = {
  applied: "the registry and the ledger agree now",
  dismissed: "it stays for a reason",
} as const;

/** Lifecycles of allocation of allowances. */
export const allowancesLifecycles = {
  allowancePlan: defineLifecycle("allowance plan", {
    title: { zh: "配额分配方案", en: "Allowance plan" },
    begins: "draftAllowancePlan",
    states: {
      drafted: { zh: "拟定", en: "Drafted" },
      approved: { zh: "已批准", en: "Approved" },
      published: { zh: "已公布", en: "Published" },
      allocating: { zh: "预分配中", en: "Being pre-allocated" },
      "in-force": { zh: "执行中", en: "In force" },
      withdrawn: { zh: "已撤回", en: "Withdrawn" },
    },
    terminal: [],
    transitions: [
      { from: ["drafted", "approved", "withdrawn"], event: "draftAllowancePlan", to: "drafted" },
      { from: "drafted", event: "putAllowanceLines", to: "drafted", guard: "allowance-lines-refused" },
      { from: "drafted", event: "approve", to: "approved", guard: "plan-total-exceeded" },
      { from: ["drafted", "approved"], event: "withdraw", to: "withdrawn" },
      { from: "approved", event: "publish", to: "published" },
      { from: "published", event: "pre-allocate", to: "allocating", guard: "every entity of the plan is told of it" },
      { from: "allocating", event: "endPreAllocation", to: "in-force", guard: "every entity of the plan has its pre-allocated allowances" },
      { from: "in-force", event: "admitNewEntrant", to: "in-force", guard: "plan-total-exceeded" },
      { from: "in-force", event: "allocateAllowances", to: "in-force", guard: "plan-total-exceeded" },
      { from: "in-force", event: "carryOverAllowances", to: "in-force", guard: "carry-over-exceeded" },
      { from: "published", event: "answerAllowanceObjection", to: "published", guard: "plan-total-exceeded" },
      { from: "in-force", event: "answerAllowanceObjection", to: "in-force", guard: "plan-total-exceeded" },
    ],
  }),
  allowanceAllocation: defineLifecycle("allowance allocation", {
    title: { zh: "配额分配", en: "Allocation of allowances" },
    begins: "putAllowanceLines",
    states: {
      drafted: { zh: "拟定", en: "Drafted" },
      published: { zh: "已公布", en: "Published" },
      "pre-allocated": { zh: "已预分配", en: "Pre-allocated" },
      allocated: { zh: "已核定分配", en: "Allocated" },
      closed: { zh: "已关停核算", en: "Settled on closure" },
    },
    terminal: ["closed"],
    transitions: [
      { from: "drafted", event: "publish", to: "published" },
      { from: ["drafted", "published"], event: "pre-allocate", to: "pre-allocated" },
      { from: "drafted", event: "admitNewEntrant", to: "pre-allocated" },
      { from: ["pre-allocated", "allocated"], event: "final", to: "allocated", guard: "report-not-accepted" },
      { from: ["pre-allocated", "allocated"], event: "closure", to: "closed", guard: "the entity has closed" },
    ],
  }),
  allowanceObjection: defineLifecycle("allowance objection", {
    title: { zh: "配额分配异议", en: "Objection to an allocation of allowances" },
    begins: "objectToAllowances",
    states: { open: { zh: "待答复", en: "Open" }, upheld: { zh: "采纳", en: "Upheld" }, dismissed: { zh: "不予采纳", en: "Dismissed" } },
    terminal: ["upheld", "dismissed"],
    transitions: [
      { from: "open", event: "answerAllowanceObjection", to: "upheld", guard: "upheld" },
      { from: "open", event: "answerAllowanceObjection", to: "dismissed", guard: "dismissed" },
    ],
  }),
  statementLine: defineLifecycle("line of an allowance statement", {
    title: { zh: "外部对账行", en: "Line of an allowance statement" },
    begins: "recordAllowanceStatement",
    states: {
      open: { zh: "有差异", en: "Differs" },
      agrees: { zh: "一致", en: "Agrees" },
      applied: { zh: "已更正", en: "Corrected" },
      dismissed: { zh: "不予更正", en: "Dismissed" },
    },
    terminal: ["agrees", "applied", "dismissed"],
    transitions: [
      { from: "open", event: "compare", to: "agrees", guard: "both name the same tonnes when it is recorded" },
      { from: "open", event: "decideStatementDifference", to: "applied", guard: differenceGuards.applied },
      { from: "open", event: "decideStatementDifference", to: "dismissed", guard: differenceGuards.dismissed },
    ],
  }),
} as const;
