import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about income. */
export const incomeNotices = { texts: {}, words: {} } as const satisfies NoticeTexts;
