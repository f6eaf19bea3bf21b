import type { NoticeTexts } from "../../shared/kernel/notice.ts";

/** Notices that licences sends to members. */
export const licencesNotices = {
  texts: {
    "permit-recorded": {
      kind: "permit-recorded",
      heading: { zh: "排污权已载入排污许可证", en: "Permit recorded in the licence" },
      zh: "排污权 {instrument:permit}已载入场所“{siteName}”的排污许可证 {licenceNumber}：{recordedTonnes} 吨（文号 {documentNumber}）。",
      en: "The permit {instrument:permit} stands in the licence {licenceNumber} of the site “{siteName}” with {recordedTonnes} t ({documentNumber}).",
    },
  },
} as const satisfies NoticeTexts;
