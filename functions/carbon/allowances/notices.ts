import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about allocation of allowances. */
export const allowancesNotices = { texts: {}, words: {} } as const satisfies NoticeTexts;
