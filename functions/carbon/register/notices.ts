import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about factor sets, key entities, the city's energy and coverage. */
export const registerNotices = { texts: {}, words: {} } as const satisfies NoticeTexts;
