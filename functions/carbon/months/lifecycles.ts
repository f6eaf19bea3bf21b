import { defineLifecycle } from "../../../shared/kernel/lifecycle.ts";

/** Lifecycles of monthly storage. */
export const monthsLifecycles = {
  /** A month of an entity's year; nothing of it changes any more once the year's report is submitted. */
  month: defineLifecycle("month", {
    title: { zh: "月度存证", en: "Month" },
    begins: "decideControlPlan",
    states: {
      open: { zh: "待存证", en: "Open" },
      stored: { zh: "已存证", en: "Stored" },
      "district-checked": { zh: "区县已审核", en: "Checked by the district" },
      "city-checked": { zh: "市级已审核", en: "Checked by the city" },
      returned: { zh: "已退回", en: "Returned" },
      missed: { zh: "逾期未存证", en: "Missed" },
    },
    terminal: [],
    transitions: [
      { from: "open", event: "storeMonth", to: "stored", guard: "month-not-over" },
      { from: "open", event: "miss", to: "missed", guard: "its deadline has passed" },
      { from: "stored", event: "storeMonth", to: "stored", guard: "a change before the check, with its reason" },
      { from: "stored", event: "passInDistrict", to: "district-checked", guard: "own-work" },
      { from: "stored", event: "returnFromDistrict", to: "returned" },
      { from: "district-checked", event: "passInCity", to: "city-checked", guard: "own-work" },
      { from: ["district-checked", "city-checked"], event: "returnFromCity", to: "returned", guard: "report-submitted" },
      { from: "returned", event: "storeMonth", to: "stored", guard: "within the plan's days" },
      { from: "returned", event: "miss", to: "missed", guard: "its deadline has passed" },
      { from: "missed", event: "storeMonth", to: "stored", guard: "report-submitted" },
    ],
  }),
} as const;
