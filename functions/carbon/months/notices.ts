import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about monthly storage. */
export const monthsNotices = { texts: {}, words: {} } as const satisfies NoticeTexts;
