import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about filing. */
export const filingNotices = { texts: {}, words: {} } as const satisfies NoticeTexts;
