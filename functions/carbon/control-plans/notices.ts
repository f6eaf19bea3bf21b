import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about data-quality control plans. */
export const controlPlansNotices = { texts: {}, words: {} } as const satisfies NoticeTexts;
