import { defineLifecycle } from "../../../shared/kernel/lifecycle.ts";

/** Lifecycles of exports. */
export const exportsLifecycles = {
  recordExport: defineLifecycle("export", {
    title: { zh: "交易记录导出", en: "Export of trade records" },
    begins: "requestExport",
    states: {
      queued: { zh: "排队中", en: "Asked for; no record is read yet" },
      running: { zh: "进行中", en: "Its file is being written" },
      ready: { zh: "可下载", en: "Its file can be downloaded by whoever asked for it" },
      failed: { zh: "未完成", en: "Given up; nothing of it is kept" },
      expired: { zh: "已过期", en: "Its file is not kept any longer" },
    },
    terminal: ["failed", "expired"],
    transitions: [
      { from: ["queued", "running"], event: "writeRows", to: "running" },
      { from: "running", event: "finish", to: "ready", guard: "the whole range is read" },
      { from: "running", event: "giveUp", to: "failed" },
      { from: "ready", event: "expire", to: "expired", guard: "its days are over" },
    ],
  }),
} as const;
