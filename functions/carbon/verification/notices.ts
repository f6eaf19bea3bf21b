import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about verification. */
export const verificationNotices = { texts: {}, words: {} } as const satisfies NoticeTexts;
