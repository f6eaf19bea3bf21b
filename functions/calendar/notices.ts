import type { NoticeTexts } from "../../shared/kernel/notice.ts";

/** The calendar sends no notices of its own; its operations have words for those about requests that wait for a second person. */
export const calendarNotices = {
  texts: {},
  words: { publishCalendar: { zh: "发布年度放假安排", en: "publishing a year's notice of days off" } },
} as const satisfies NoticeTexts;
