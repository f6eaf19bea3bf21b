import type { NoticeTexts } from "../../shared/kernel/notice.ts";
import { declarationNotices } from "./declarations/notices.ts";

/** Notices that compliance sends to members. */
export const complianceNotices = { texts: { ...declarationNotices } } as const satisfies NoticeTexts;
