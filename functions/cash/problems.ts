import type { Decimal } from "../../shared/kernel/decimal.ts";
import type { NotFound } from "../../shared/kernel/outcome.ts";
import { type ProblemTable, problem, type RefusalOf } from "../../shared/kernel/problem.ts";

/** Refusals of bookings, in addition to the common problems. */
export const cashProblems = {
  "duplicate-bank-line": problem<{ readonly bankReference: string; readonly bookingId: string }>({
    status: 409,
    title: { zh: "银行流水重复", en: "Bank line already booked" },
    detail: {
      zh: "银行流水 {bankReference} 已入账（{bookingId}），同一笔不重复入账。",
      en: "The bank line {bankReference} was already booked ({bookingId}); a line is booked once.",
    },
  }),
  "cash-not-available": problem<{ readonly amount: Decimal }>({
    status: 409,
    title: { zh: "可用资金不足", en: "Cash not available" },
    detail: {
      zh: "可用资金不足 {amount} 元；保证金、应缴款等冻结资金不能支付。",
      en: "Less than {amount} CNY is available; what is held, such as deposits and dues, can't be paid out.",
    },
  }),
  "credited-in-future": problem<{ readonly creditedAt: string; readonly now: string }>({
    status: 422,
    title: { zh: "入账时间在将来", en: "Credited in the future" },
    detail: {
      zh: "入账时间 {creditedAt} 晚于当前时间 {now}。",
      en: "The money can't have moved at {creditedAt}: it is {now}.",
    },
  }),
  "bank-day-closed": problem<{ readonly day: string }>({
    status: 409,
    title: { zh: "银行日已结账", en: "Bank day closed" },
    detail: {
      zh: "银行日 {day} 已结账，不能再入账。迟到的流水须先由两人重开该日。",
      en: "The bank day {day} is closed: nothing more is booked on it. For a late line two persons reopen it.",
    },
  }),
  "bank-day-not-closed": problem<{ readonly day: string }>({
    status: 409,
    title: { zh: "银行日未结账", en: "Bank day not closed" },
    detail: { zh: "银行日 {day} 尚未结账，无须重开。", en: "The bank day {day} is not closed, so it needs no reopening." },
  }),
  "bank-day-not-over": problem<{ readonly day: string }>({
    status: 409,
    title: { zh: "银行日未结束", en: "Bank day not over" },
    detail: { zh: "银行日 {day} 尚未结束，次日起方可结账。", en: "The bank day {day} is not over: it can be closed from the next day on." },
  }),
  "earlier-day-open": problem<{ readonly day: string; readonly open: string }>({
    status: 409,
    title: { zh: "前一银行日未结账", en: "Earlier bank day open" },
    detail: {
      zh: "结账须按日期顺序：{day} 之前的 {open} 有流水且尚未结账。",
      en: "Days are closed in their order: {open}, before {day}, has lines and is not closed.",
    },
  }),
  "bank-day-differs": problem<{
    readonly day: string;
    readonly openingBalance: string;
    readonly linesIn: string;
    readonly linesOut: string;
    readonly expectedBalance: string;
    readonly closingBalance: string;
  }>({
    status: 409,
    title: { zh: "银行日余额不符", en: "Bank day differs" },
    detail: {
      zh: "银行日 {day}：期初 {openingBalance} 元，收入 {linesIn} 元，付出 {linesOut} 元，应为 {expectedBalance} 元，而所报余额为 {closingBalance} 元。请补记或更正流水。",
      en: "On {day} the opening balance of {openingBalance} CNY, {linesIn} CNY in and {linesOut} CNY out make {expectedBalance} CNY, not {closingBalance} CNY. A line is missing, or one is wrong.",
    },
  }),
  "not-in-suspense": problem<{ readonly state: string }>({
    status: 409,
    title: { zh: "该流水不在暂收款中", en: "Not in suspense" },
    detail: {
      zh: "该流水的状态为 {state}，只有暂收款可以认领或退回。",
      en: "The line is {state}; only money in suspense is assigned or returned.",
    },
  }),
  "not-an-origin": problem<{ readonly account: string }>({
    status: 422,
    title: { zh: "非来款账户", en: "Not an account the money came from" },
    detail: {
      zh: "该会员没有从账户 {account} 付来的款项；退款只退回来款账户。",
      en: "No money of the member came from {account}; refunds go back to the account the money came from.",
    },
  }),
  "above-received": problem<{ readonly account: string; readonly left: string }>({
    status: 409,
    title: { zh: "超过来款金额", en: "Above what came from the account" },
    detail: {
      zh: "账户 {account} 的来款尚可退 {left} 元。",
      en: "At most {left} CNY can still go back to {account}.",
    },
  }),
  "refund-not-in-state": problem<{ readonly refundId: string; readonly state: string; readonly wanted: string }>({
    status: 409,
    title: { zh: "退款状态不符", en: "Refund in another state" },
    detail: {
      zh: "退款 {refundId} 的状态为 {state}，此操作要求 {wanted}。",
      en: "The refund {refundId} is {state}; this needs one that is {wanted}.",
    },
  }),
  "too-many-dues": problem<{ readonly most: string }>({
    status: 409,
    title: { zh: "应缴款项过多", en: "Too many dues at once" },
    detail: {
      zh: "该会员一次涉及的应缴款超过 {most} 笔；请先结账，使逾期款项了结。",
      en: "The member owes more than {most} amounts that this money concerns; close the bank days first, which ends those that are overdue.",
    },
  }),
  "not-a-cash-member": problem<{ readonly type: string; readonly standing: string }>({
    status: 409,
    title: { zh: "该单位不能持有资金", en: "Party holds no cash" },
    detail: {
      zh: "该单位类型为 {type}、状态为 {standing}；只有已核准（含暂停）的企业和银行可以入金。",
      en: "The party is a {type} and {standing}; only enterprises and banks that were admitted can hold cash.",
    },
  }),
} as const satisfies ProblemTable;

/** Any refusal of cash. */
export type CashRefusal = RefusalOf<typeof cashProblems> | NotFound;
