import { defineLifecycle } from "../../shared/kernel/lifecycle.ts";

/** Guards of the decision on a plan. */
export const planGuards = {
  approved: "it is approved after the public notice, with every objection answered and room under the caps",
  rejected: "it is rejected after the public notice, with every objection answered",
} as const;

/** Guards of the reversal of a certificate. */
export const reversalGuards = {
  running: "the term is running and the permits are not recovered",
  ended: "the term is over, or the permits are recovered: money alone is owed",
} as const;

/** Lifecycles of allocations. */
export const allocationsLifecycles = {
  plan: defineLifecycle("allocation plan", {
    title: { zh: "定额出让方案", en: "Allocation plan" },
    begins: "draftAllocationPlan",
    states: {
      drafted: { zh: "拟定", en: "Drafted" },
      published: { zh: "公示", en: "Published" },
      approved: { zh: "已批准", en: "Approved" },
      distributed: { zh: "已下达", en: "Distributed" },
      rejected: { zh: "不予批准", en: "Rejected" },
      withdrawn: { zh: "已撤回", en: "Withdrawn" },
    },
    terminal: ["distributed", "rejected", "withdrawn"],
    transitions: [
      { from: "drafted", event: "putAllocationLines", to: "drafted", guard: "lines-refused" },
      { from: "drafted", event: "removeAllocationLine", to: "drafted" },
      { from: "drafted", event: "publishAllocationPlan", to: "published", guard: "no-headroom" },
      { from: "published", event: "objectToAllocation", to: "published", guard: "not-in-objection-window" },
      { from: "published", event: "answerObjection", to: "published", guard: "objection-answered" },
      { from: "published", event: "decideAllocationPlan", to: "approved", guard: planGuards.approved },
      { from: "published", event: "decideAllocationPlan", to: "rejected", guard: planGuards.rejected },
      { from: ["drafted", "published"], event: "withdrawAllocationPlan", to: "withdrawn" },
      { from: "approved", event: "distribute", to: "distributed", guard: "every line has left the account of the plan" },
    ],
  }),
  allocation: defineLifecycle("allocation", {
    title: { zh: "定额出让", en: "Allocation" },
    begins: "putAllocationLines",
    states: {
      drafted: { zh: "拟定", en: "Drafted" },
      published: { zh: "公示", en: "Published" },
      "awaiting-payment": { zh: "待缴首期", en: "Awaiting payment" },
      delivered: { zh: "已交付", en: "Delivered" },
      "paid-up": { zh: "已缴清", en: "Paid up" },
      returned: { zh: "已退回总量", en: "Returned" },
      "not-renewed": { zh: "不予延续", en: "Not renewed" },
      dropped: { zh: "方案未实施", en: "Dropped" },
      ended: { zh: "已终止", en: "Ended" },
    },
    terminal: ["returned", "not-renewed", "dropped"],
    transitions: [
      { from: "drafted", event: "publish", to: "published" },
      { from: ["drafted", "published"], event: "drop", to: "dropped", guard: "the plan is rejected or withdrawn" },
      { from: "published", event: "distribute", to: "awaiting-payment", guard: "a fee is due" },
      { from: "published", event: "distribute", to: "paid-up", guard: "the allocation is free of charge" },
      { from: "published", event: "distribute", to: "not-renewed", guard: "the permits end with their term" },
      { from: "awaiting-payment", event: "pay", to: "delivered", guard: "instalments are left" },
      { from: "awaiting-payment", event: "pay", to: "paid-up", guard: "all is paid" },
      { from: "awaiting-payment", event: "missFirstPayment", to: "returned", guard: "its bank day is closed" },
      { from: "awaiting-payment", event: "recover", to: "returned", guard: "the permits of the site are recovered, not only cut" },
      { from: "delivered", event: "pay", to: "delivered", guard: "instalments are left" },
      { from: "delivered", event: "pay", to: "paid-up", guard: "all is paid" },
      { from: ["delivered", "paid-up"], event: "reverseFeeCertificate", to: "delivered", guard: reversalGuards.running },
      { from: ["delivered", "paid-up", "ended"], event: "reverseFeeCertificate", to: "ended", guard: reversalGuards.ended },
      { from: ["delivered", "paid-up"], event: "end", to: "ended", guard: "the permits are recovered, or their term is over" },
      { from: "ended", event: "pay", to: "ended", guard: "what was not paid in the term is still owed" },
    ],
  }),
  instalment: defineLifecycle("instalment", {
    title: { zh: "分期款项", en: "Instalment" },
    begins: "putAllocationLines",
    states: {
      unpaid: { zh: "未缴", en: "Unpaid" },
      overdue: { zh: "逾期", en: "Overdue" },
      frozen: { zh: "已冻结", en: "Frozen" },
      paid: { zh: "已缴", en: "Paid" },
      waived: { zh: "不再缴纳", en: "Not to be paid any more" },
    },
    terminal: ["waived"],
    transitions: [
      { from: "unpaid", event: "missDeadline", to: "overdue", guard: "its bank day is closed" },
      { from: "overdue", event: "freeze", to: "frozen", guard: "the announced grace is over" },
      { from: ["unpaid", "overdue", "frozen"], event: "pay", to: "paid", guard: "the earlier ones are paid" },
      { from: "paid", event: "reverseFeeCertificate", to: "unpaid", guard: "its day has not come" },
      { from: "paid", event: "reverseFeeCertificate", to: "overdue", guard: "its day has passed" },
      { from: "paid", event: "reverseFeeCertificate", to: "frozen", guard: "its grace is over" },
      {
        from: ["unpaid", "overdue", "frozen"],
        event: "waive",
        to: "waived",
        guard: "the allocation was returned or dropped, or its permits were recovered",
      },
    ],
  }),
  certificate: defineLifecycle("fee certificate", {
    title: { zh: "完税证明", en: "Certificate of the tax office" },
    begins: "bookFeeCertificate",
    states: { booked: { zh: "已登记", en: "Booked" }, reversed: { zh: "已冲销", en: "Reversed" } },
    terminal: ["reversed"],
    transitions: [{ from: "booked", event: "reverseFeeCertificate", to: "reversed" }],
  }),
  objection: defineLifecycle("allocation objection", {
    title: { zh: "公示异议", en: "Objection to an allocation" },
    begins: "objectToAllocation",
    states: { open: { zh: "待答复", en: "Open" }, upheld: { zh: "采纳", en: "Upheld" }, dismissed: { zh: "不予采纳", en: "Dismissed" } },
    terminal: ["upheld", "dismissed"],
    transitions: [
      { from: "open", event: "answerObjection", to: "upheld", guard: "upheld" },
      { from: "open", event: "answerObjection", to: "dismissed", guard: "dismissed" },
    ],
  }),
} as const;
