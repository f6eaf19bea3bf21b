import { defineLifecycle } from "../../shared/kernel/lifecycle.ts";

/** Lifecycles of auctions. */
export const auctionsLifecycles = {
  /** While it is announced, the clock tells its phase: enrolling, enrolled, bidding. */
  auction: defineLifecycle("auction", {
    title: { zh: "拍卖", en: "Auction" },
    begins: "announceAuction",
    states: {
      announced: { zh: "已公告", en: "Announced" },
      closing: { zh: "结算中", en: "Closing" },
      cleared: { zh: "已成交", en: "Cleared" },
      failed: { zh: "流拍", en: "Failed" },
      cancelled: { zh: "已取消", en: "Cancelled" },
    },
    terminal: ["cleared", "failed", "cancelled"],
    transitions: [
      { from: "announced", event: "postponeAuction", to: "announced", guard: "schedule-invalid" },
      { from: "announced", event: "cancelAuction", to: "cancelled", guard: "its close has not passed" },
      {
        from: "announced",
        event: "withdraw",
        to: "cancelled",
        guard: "its close has passed, and its pledged tonnes are frozen or not pledged any more",
      },
      { from: "announced", event: "close", to: "closing", guard: "its close has passed, with the difference of two clocks" },
      { from: "closing", event: "end", to: "cleared", guard: "something was sold" },
      { from: "closing", event: "end", to: "failed", guard: "nothing was sold" },
    ],
  }),
  enrolment: defineLifecycle("enrolment", {
    title: { zh: "报名", en: "Enrolment" },
    begins: "enrol",
    states: {
      enrolled: { zh: "已报名", en: "Enrolled" },
      withdrawn: { zh: "已撤回", en: "Withdrawn" },
      settled: { zh: "已交割", en: "Settled" },
      released: { zh: "已解除", en: "Released" },
      defaulted: { zh: "已违约", en: "Defaulted" },
    },
    terminal: ["settled", "released", "defaulted"],
    transitions: [
      { from: "enrolled", event: "withdrawEnrolment", to: "withdrawn", guard: "enrolment-closed" },
      { from: "withdrawn", event: "enrol", to: "enrolled", guard: "enrolment-closed" },
      { from: "enrolled", event: "settle", to: "settled", guard: "cash-not-covered" },
      { from: "enrolled", event: "release", to: "released", guard: "the auction has ended and it has no award" },
      { from: "enrolled", event: "default", to: "defaulted", guard: "its award is in default" },
    ],
  }),
  objection: defineLifecycle("result objection", {
    title: { zh: "成交结果异议", en: "Objection to a result" },
    begins: "objectToResult",
    states: {
      open: { zh: "待答复", en: "Open" },
      upheld: { zh: "成立", en: "Upheld" },
      dismissed: { zh: "不成立", en: "Dismissed" },
    },
    terminal: ["upheld", "dismissed"],
    transitions: [
      { from: "open", event: "answerResultObjection", to: "upheld", guard: "upheld" },
      { from: "open", event: "answerResultObjection", to: "dismissed", guard: "dismissed" },
    ],
  }),
  award: defineLifecycle("award", {
    title: { zh: "成交", en: "Award" },
    begins: "end",
    states: {
      due: { zh: "待缴款", en: "Due" },
      settled: { zh: "已交割", en: "Settled" },
      defaulted: { zh: "已违约", en: "Defaulted" },
    },
    terminal: ["settled", "defaulted"],
    transitions: [
      { from: "due", event: "move-deadline", to: "due", guard: "a notice of the year gives it more time" },
      { from: "due", event: "settle", to: "settled", guard: "cash-not-covered" },
      { from: "due", event: "default", to: "defaulted", guard: "the bank day of its deadline is closed, and no money in time pays it" },
    ],
  }),
} as const;
