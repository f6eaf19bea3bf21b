import type { NoticeTexts } from "../../shared/kernel/notice.ts";
import { batchesNotices } from "./batches/notices.ts";
import { changesNotices } from "./changes/notices.ts";
import { coverageNotices } from "./coverage/notices.ts";
import { disclosureNotices } from "./disclosure/notices.ts";
import { enforcementNotices } from "./enforcement/notices.ts";
import { filingNotices } from "./filing/notices.ts";
import { freezesNotices } from "./freezes/notices.ts";
import { incomeNotices } from "./income/notices.ts";
import { pledgesNotices } from "./pledges/notices.ts";
import { searchNotices } from "./search/notices.ts";

/** Notices that collateral sends to members. */
export const collateralNotices = {
  texts: {
    ...pledgesNotices.texts,
    ...changesNotices.texts,
    ...filingNotices.texts,
    ...batchesNotices.texts,
    ...freezesNotices.texts,
    ...enforcementNotices.texts,
    ...coverageNotices.texts,
    ...disclosureNotices.texts,
    ...incomeNotices.texts,
    ...searchNotices.texts,
  },
  words: {
    ...changesNotices.words,
    ...filingNotices.words,
    ...freezesNotices.words,
    ...enforcementNotices.words,
    ...coverageNotices.words,
    ...disclosureNotices.words,
    ...incomeNotices.words,
    ...searchNotices.words,
  },
} as const satisfies NoticeTexts;
