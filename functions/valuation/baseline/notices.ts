import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about baseline prices. */
export const baselineNotices = { texts: {}, words: {} } as const satisfies NoticeTexts;
