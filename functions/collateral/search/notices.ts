import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about search. */
export const searchNotices = { texts: {}, words: {} } as const satisfies NoticeTexts;
