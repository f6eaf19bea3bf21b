import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about disclosure. */
export const disclosureNotices = { texts: {}, words: {} } as const satisfies NoticeTexts;
