import { stateNamesOf } from "../../../shared/kernel/lifecycle.ts";
import { type ProblemTable, problem, type RefusalOf } from "../../../shared/kernel/problem.ts";
import { readingsProblems } from "../readings/problems.ts";
import { tradesProblems } from "../trades/problems.ts";
import { exportsLifecycles } from "./lifecycles.ts";

/** Refusals of ranges that an export has in common with lists: it takes any combination. */
export const exportRangeRefusals = [
  "instant-to-come",
  "range-inverted",
  "figures-inverted",
  "instrument-unknown",
  "instrument-of-other-pollutant",
] as const;

/** Refusals of exports. */
export const exportsProblems = {
  ...readingsProblems,
  "instant-to-come": tradesProblems["instant-to-come"],
  "range-inverted": tradesProblems["range-inverted"],
  "figures-inverted": tradesProblems["figures-inverted"],
  "instrument-unknown": tradesProblems["instrument-unknown"],
  "instrument-of-other-pollutant": tradesProblems["instrument-of-other-pollutant"],
  "exports-unfinished": problem<{ readonly unfinished: number; readonly most: number }>({
    status: 409,
    title: { zh: "未完成的导出过多", en: "Too many unfinished exports" },
    detail: {
      zh: "您有 {unfinished} 项导出尚未完成，至多 {most} 项。请等待其完成后再申请。",
      en: "{unfinished} of your exports are unfinished; there may be {most}. Wait until one is done.",
    },
  }),
  "range-not-settled": problem<{ readonly from: string; readonly watermark: string }>({
    status: 409,
    title: { zh: "该时段尚未结清", en: "The range is not settled yet" },
    detail: {
      zh: "起始时间 {from} 不早于结清时点 {watermark}，其后的记录仍可能增加。请选择更早的起始时间，或稍后再试。",
      en: "The range begins at {from}, and records may still join from {watermark} on. Begin earlier, or ask again in some minutes.",
    },
  }),
  "sealed-export-of-parts": problem({
    status: 422,
    title: { zh: "封存导出须为整个区域", en: "A sealed export is of a whole area" },
    detail: {
      zh: "封存导出用于证明一个区域在一段时间内的记录完整，只能由主管机关按区域和时间申请，不能再加其他条件。单条记录请查询其封存证明。",
      en: "A sealed export proves that no record of an area and a range of time is missing: authorities ask for it by area and time, and by nothing else. One record is proven by its seal.",
    },
  }),
  "no-signed-head": problem({
    status: 409,
    title: { zh: "尚无签名末端", en: "No signed head yet" },
    detail: {
      zh: "记录链尚未签署首个末端，每日零点后签署。请次日再申请。",
      en: "The chain of records has no signed head yet; one is signed after each midnight. Ask again tomorrow.",
    },
  }),
  "export-not-ready": problem<{ readonly state: string; readonly percentRead: number }>({
    status: 409,
    title: { zh: "导出尚不可下载", en: "The export cannot be downloaded" },
    detail: {
      zh: "导出{state}（已读取 {percentRead}%）。完成后可下载；未完成的请重新申请。",
      en: "The export is {state}, {percentRead} % of its range is read. It can be downloaded once it is ready; ask for one that failed again.",
    },
    words: { state: stateNamesOf(exportsLifecycles.recordExport) },
  }),
  "export-expired": problem<{ readonly expiresAt: string }>({
    status: 409,
    title: { zh: "导出文件已过期", en: "The file has expired" },
    detail: {
      zh: "导出文件保存至 {expiresAt}。请重新申请导出。",
      en: "The file was kept until {expiresAt}. Ask for the export again.",
    },
  }),
} as const satisfies ProblemTable;

/** Any refusal of exports of their own. */
export type ExportsRefusal = RefusalOf<
  Pick<typeof exportsProblems, "exports-unfinished" | "range-not-settled" | "sealed-export-of-parts" | "no-signed-head">
>;
