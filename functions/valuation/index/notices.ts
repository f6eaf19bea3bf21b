import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** The index is public and no member's: about it are only requests that wait for a second person. */
export const indexNotices = {
  texts: {},
  words: { publishBasket: { zh: "公布指数权重", en: "publishing a basket of an index" } },
} as const satisfies NoticeTexts;
