import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about batches. */
export const batchesNotices = {
  texts: {
    "pledge-batch-accepted": {
      kind: "pledge",
      heading: { zh: "质押批次已受理", en: "Batch of pledges accepted" },
      zh: "批次 {batchId} 共 {rows} 笔质押已受理，正在拟定。",
      en: "Batch {batchId} of {rows} pledges was accepted; they are being drafted.",
    },
  },
} as const satisfies NoticeTexts;
