import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about annual reports. */
export const reportsNotices = { texts: {}, words: {} } as const satisfies NoticeTexts;
