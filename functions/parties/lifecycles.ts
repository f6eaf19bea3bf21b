import { defineLifecycle } from "../../shared/kernel/lifecycle.ts";

/** Lifecycles of parties. */
export const partiesLifecycles = {
  /** An application to renew a discharge licence; a later one begins anew. */
  renewal: defineLifecycle("licence-renewal", {
    title: { zh: "排污许可证延续申请", en: "Renewal of a discharge licence" },
    begins: "applyForLicenceRenewal",
    states: {
      applied: { zh: "待决定", en: "Applied for" },
      granted: { zh: "准予延续", en: "Granted" },
      refused: { zh: "不予延续", en: "Refused" },
    },
    terminal: ["granted", "refused"],
    transitions: [
      { from: "applied", event: "decideLicenceRenewal", to: "granted", guard: "renewal-not-longer" },
      { from: "applied", event: "decideLicenceRenewal", to: "refused", guard: "no new validity is named" },
    ],
  }),
} as const;
