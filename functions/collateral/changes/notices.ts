import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about changes. */
export const changesNotices = { texts: {}, words: {} } as const satisfies NoticeTexts;
