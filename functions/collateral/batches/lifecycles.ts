import { defineLifecycle } from "../../../shared/kernel/lifecycle.ts";

/** Lifecycles of batches. */
export const batchesLifecycles = {
  pledgeBatch: defineLifecycle("pledge batch", {
    title: { zh: "质押批次", en: "Batch of pledges" },
    begins: "importPledges",
    states: {
      drafting: { zh: "拟定中", en: "Accepted; its pledges are being drafted" },
      drafted: { zh: "已全部拟定", en: "All of its pledges are drafted" },
    },
    terminal: ["drafted"],
    transitions: [
      { from: "drafting", event: "draftPage", to: "drafting", guard: "pages are left" },
      { from: "drafting", event: "draftPage", to: "drafted", guard: "none is left" },
    ],
  }),
} as const;
