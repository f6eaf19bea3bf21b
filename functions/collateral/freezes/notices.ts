import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about freezes. */
export const freezesNotices = { texts: {}, words: {} } as const satisfies NoticeTexts;
