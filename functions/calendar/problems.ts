import { type ProblemTable, problem, type RefusalOf } from "../../shared/kernel/problem.ts";

/** Refusals of calendars, in addition to the common problems. */
export const calendarProblems = {
  "notice-invalid": problem<{ readonly rule: string; readonly days: readonly string[] }>({
    status: 422,
    title: { zh: "放假安排不符合规定", en: "Notice not allowed" },
    detail: { zh: "放假安排违反规则：{rule}（{days}）。", en: "The notice breaks the rule: {rule} ({days})." },
  }),
  "calendar-published": problem<{ readonly version: number }>({
    status: 409,
    title: { zh: "该年放假安排已发布", en: "Notice already published" },
    detail: {
      zh: "该年放假安排已发布第 {version} 版。更正须注明所更正的版本和理由。",
      en: "The notice of this year is published in version {version}. To correct it, name that version and the reason.",
    },
  }),
  "calendar-changed": problem<{ readonly version: number }>({
    status: 412,
    title: { zh: "所更正的版本不是最新版本", en: "Not the latest version" },
    detail: {
      zh: "最新版本为第 {version} 版（0 表示尚未发布）。请核对后重试。",
      en: "The latest version is {version} (0: none is published). Read it and try again.",
    },
  }),
} as const satisfies ProblemTable;

/** Any refusal of calendars. */
export type CalendarRefusal = RefusalOf<typeof calendarProblems>;
