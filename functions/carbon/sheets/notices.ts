import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about templates and uploaded sheets. */
export const sheetsNotices = { texts: {}, words: {} } as const satisfies NoticeTexts;
