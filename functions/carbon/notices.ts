import type { NoticeTexts } from "../../shared/kernel/notice.ts";
import { allowancesNotices } from "./allowances/notices.ts";
import { controlPlansNotices } from "./control-plans/notices.ts";
import { monthsNotices } from "./months/notices.ts";
import { registerNotices } from "./register/notices.ts";
import { reportsNotices } from "./reports/notices.ts";
import { sheetsNotices } from "./sheets/notices.ts";
import { surrenderNotices } from "./surrender/notices.ts";
import { verificationNotices } from "./verification/notices.ts";

/** Notices that carbon sends to members. */
export const carbonNotices = {
  texts: {
    ...registerNotices.texts,
    ...controlPlansNotices.texts,
    ...monthsNotices.texts,
    ...reportsNotices.texts,
    ...sheetsNotices.texts,
    ...verificationNotices.texts,
    ...allowancesNotices.texts,
    ...surrenderNotices.texts,
  },
  words: {
    ...registerNotices.words,
    ...controlPlansNotices.words,
    ...monthsNotices.words,
    ...reportsNotices.words,
    ...sheetsNotices.words,
    ...verificationNotices.words,
    ...allowancesNotices.words,
    ...surrenderNotices.words,
  },
} as const satisfies NoticeTexts;
