import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about enforcement. */
export const enforcementNotices = { texts: {}, words: {} } as const satisfies NoticeTexts;
