import { type ProblemTable, problem } from "../../../../shared/kernel/problem.ts";

interface Ruled {
  readonly source: string;
}

/** Refusals of objections. */
export const objectionProblems = {
  "registration-unknown": problem<{ readonly registrationNumber: string }>({
    status: 422,
    title: { zh: "无此有效登记", en: "No such live registration" },
    detail: {
      zh: "登记簿上没有有效登记 {registrationNumber}。请查询登记簿核对登记号。",
      en: "No live registration has the number {registrationNumber}. Search the register for it.",
    },
  }),
  "own-registration": problem<Ruled & { readonly registrationNumber: string }>({
    status: 409,
    title: { zh: "贵行自有登记", en: "Own registration" },
    detail: {
      zh: "登记 {registrationNumber} 是贵行自己的登记（{source}）。请办理变更或注销。",
      en: "{registrationNumber} is your own registration ({source}). Change or cancel it instead.",
    },
  }),
  "objection-stands": problem<Ruled & { readonly objectionId: string }>({
    status: 409,
    title: { zh: "异议已登记", en: "Objection stands already" },
    detail: {
      zh: "贵方对该登记的异议 {objectionId} 仍有效（{source}）。请继续办理该异议。",
      en: "Your objection {objectionId} to this registration stands ({source}). Pursue that one.",
    },
  }),
  "too-many-objections": problem<Ruled & { readonly registrationNumber: string; readonly most: number }>({
    status: 409,
    title: { zh: "异议过多", en: "Too many objections" },
    detail: {
      zh: "登记 {registrationNumber} 上的异议已达上限（同时 {most} 项）（{source}）。请待已有异议了结。",
      en: "{registrationNumber} has as many objections as it takes ({most} at once) ({source}). Wait until some have ended.",
    },
  }),
  "objection-too-late": problem<Ruled & { readonly objectionId: string; readonly due: string }>({
    status: 409,
    title: { zh: "已过期限", en: "Too late" },
    detail: {
      zh: "异议 {objectionId} 的期限已于 {due} 届满，将予移除（{source}）。有新的依据的，请重新登记异议。",
      en: "The days of objection {objectionId} ended at {due}, and it is removed ({source}). Object anew if there is new ground.",
    },
  }),
} as const satisfies ProblemTable;
