import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about batches. */
export const batchesNotices = { texts: {}, words: {} } as const satisfies NoticeTexts;
