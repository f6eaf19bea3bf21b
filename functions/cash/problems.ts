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
      zh: "可用资金不足 {amount} 元；冻结的保证金不能支付。",
      en: "Less than {amount} CNY is available; held deposits can't be paid out.",
    },
  }),
  "not-a-cash-member": problem<{ readonly type: string; readonly standing: string }>({
    status: 409,
    title: { zh: "该单位不能持有资金", en: "Party holds no cash" },
    detail: {
      zh: "该单位类型为 {type}、状态为 {standing}；只有已核准的企业和银行可以入金。",
      en: "The party is a {type} and {standing}; only admitted enterprises and banks can hold cash.",
    },
  }),
} as const satisfies ProblemTable;

/** Any refusal of cash. */
export type CashRefusal = RefusalOf<typeof cashProblems> | NotFound;
