import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about pledges. */
export const pledgesNotices = { texts: {}, words: {} } as const satisfies NoticeTexts;
