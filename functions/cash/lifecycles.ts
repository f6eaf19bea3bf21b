import { defineLifecycle } from "../../shared/kernel/lifecycle.ts";

/** Lifecycles of cash. */
export const cashLifecycles = {
  /** A line whose payer is a member is booked, and final; only one in suspense has a life. */
  suspense: defineLifecycle("suspense", {
    title: { zh: "暂收款", en: "Line in suspense" },
    begins: "bookReceipt",
    states: {
      suspense: { zh: "待处理", en: "In suspense" },
      assigned: { zh: "已认领", en: "Assigned" },
      returned: { zh: "已退回", en: "Returned" },
    },
    terminal: ["assigned"],
    transitions: [
      { from: "suspense", event: "assignLine", to: "assigned", guard: "the payee is an admitted member" },
      { from: "suspense", event: "returnLine", to: "returned" },
      { from: "returned", event: "failRefund", to: "suspense" },
      { from: "returned", event: "bookReturnedRefund", to: "suspense" },
    ],
  }),
  refund: defineLifecycle("refund", {
    title: { zh: "退款", en: "Refund" },
    begins: "orderRefund",
    states: {
      ordered: { zh: "已下达", en: "Ordered" },
      sent: { zh: "已汇出", en: "Sent" },
      failed: { zh: "未汇出", en: "Failed" },
      returned: { zh: "已退汇", en: "Returned" },
    },
    terminal: ["failed", "returned"],
    transitions: [
      { from: "ordered", event: "bookPayOut", to: "sent" },
      { from: "ordered", event: "failRefund", to: "failed" },
      { from: "sent", event: "bookReturnedRefund", to: "returned" },
    ],
  }),
} as const;
