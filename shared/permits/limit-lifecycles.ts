import { defineLifecycle } from "../kernel/lifecycle.ts";

/** What limits trades, from its statement to its end. Days that pass need no event. */
export const limitLifecycles = {
  areaTarget: defineLifecycle("area-target", {
    title: { zh: "环境质量目标（未达标期间）", en: "Quality target that an area misses" },
    begins: "recordMissedTarget",
    states: { missed: { zh: "未达标", en: "Missed" }, met: { zh: "已达标", en: "Met" } },
    terminal: [],
    transitions: [
      { from: "missed", event: "recordMetTarget", to: "met", guard: "days-invalid" },
      // What was recorded is corrected under the same first day.
      { from: ["missed", "met"], event: "recordMissedTarget", to: "missed", guard: "days-invalid" },
    ],
  }),
  limitException: defineLifecycle("limit-exception", {
    title: { zh: "交易限制例外", en: "Exception from a trading limit" },
    begins: "grantLimitException",
    states: { granted: { zh: "已批准", en: "Granted" }, revoked: { zh: "已撤销", en: "Revoked" } },
    terminal: ["revoked"],
    transitions: [{ from: "granted", event: "revokeLimitException", to: "revoked" }],
  }),
} as const;
