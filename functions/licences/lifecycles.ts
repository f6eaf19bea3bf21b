import { defineLifecycle } from "../../shared/kernel/lifecycle.ts";

/** Lifecycles of licences. */
export const licencesLifecycles = {
  /** A permit in a site's licence counts by what is recorded; a declaration changes nothing until the bureau records it. */
  record: defineLifecycle("permit-record", {
    title: { zh: "排污许可证载明的排污权", en: "Permit in a discharge licence" },
    begins: "permits are delivered",
    states: {
      missing: { zh: "待载入", en: "Not in the licence" },
      declared: { zh: "已申报", en: "Declared" },
      recorded: { zh: "已载明", en: "Recorded" },
    },
    terminal: [],
    transitions: [
      { from: "missing", event: "declarePermit", to: "declared", guard: "above-holding" },
      { from: "missing", event: "recordPermit", to: "recorded", guard: "above-holding" },
      { from: "declared", event: "declarePermit", to: "declared", guard: "record-unchanged" },
      { from: "declared", event: "recordPermit", to: "recorded", guard: "record-differs" },
      { from: "recorded", event: "declarePermit", to: "declared", guard: "above-holding" },
      { from: "recorded", event: "recordPermit", to: "recorded", guard: "record-differs" },
    ],
  }),
  /** A file of licences or EIA approvals: checked whole, then compared page by page. */
  fileImport: defineLifecycle("licence-import", {
    title: { zh: "许可数据导入", en: "Imported licence file" },
    begins: "importLicenceFile",
    states: {
      received: { zh: "已接收", en: "Received" },
      refused: { zh: "有误", en: "Refused" },
      accepted: { zh: "比对中", en: "Being compared" },
      compared: { zh: "已比对", en: "Compared" },
    },
    terminal: [],
    transitions: [
      { from: "received", event: "check", to: "refused", guard: "the file has errors" },
      { from: "received", event: "check", to: "accepted", guard: "the file has none" },
      { from: "accepted", event: "compare", to: "compared", guard: "all of its pages are compared" },
      { from: "refused", event: "importLicenceFile", to: "received" },
      { from: "compared", event: "importLicenceFile", to: "received", guard: "file-imported" },
    ],
  }),
  /** A difference between a file and what is registered here. */
  difference: defineLifecycle("licence-difference", {
    title: { zh: "许可数据差异", en: "Difference" },
    begins: "compare",
    states: {
      open: { zh: "待处理", en: "Open" },
      applied: { zh: "已处理", en: "Applied" },
      dismissed: { zh: "不予处理", en: "Dismissed" },
      gone: { zh: "已消失", en: "No longer shown" },
    },
    terminal: [],
    transitions: [
      { from: "open", event: "decideDifference", to: "applied", guard: "difference-remains" },
      { from: "open", event: "decideDifference", to: "dismissed", guard: "dismissed with a reason" },
      { from: "open", event: "compare", to: "gone", guard: "a later file does not show it" },
      { from: ["applied", "gone"], event: "compare", to: "open", guard: "a later file shows it again" },
      { from: "dismissed", event: "compare", to: "open", guard: "a later file shows it with other values" },
    ],
  }),
} as const;
