import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about templates and uploaded sheets. */
export const sheetsNotices = {
  texts: {},
  words: { uploadMonthSheet: { zh: "上传月度存证表格", en: "storing a month from a sheet" } },
} as const satisfies NoticeTexts;
