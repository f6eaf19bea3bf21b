import type { NoticeTexts } from "../../shared/kernel/notice.ts";
import { declarationNotices } from "./declarations/notices.ts";
import { obligationNotices } from "./obligations/notices.ts";

/** Notices that compliance sends to members. */
export const complianceNotices = { texts: { ...declarationNotices, ...obligationNotices } } as const satisfies NoticeTexts;
