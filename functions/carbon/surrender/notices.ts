import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about surrender. */
export const surrenderNotices = { texts: {}, words: {} } as const satisfies NoticeTexts;
