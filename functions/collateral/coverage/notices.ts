import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about coverage. */
export const coverageNotices = { texts: {}, words: {} } as const satisfies NoticeTexts;
