import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about the composite index. */
export const indexNotices = { texts: {}, words: {} } as const satisfies NoticeTexts;
