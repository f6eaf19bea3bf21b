import { defineLifecycle } from "../../shared/kernel/lifecycle.ts";

/** Lifecycles of surplus. */
export const surplusLifecycles = {
  /** What of a certificate is not stored lasts until it is withdrawn; what the government paid for goes to the reserve at once. */
  certificate: defineLifecycle("certificate", {
    title: { zh: "减排证书", en: "Certificate of a reduction" },
    begins: "certifySurplus",
    states: {
      certified: { zh: "已认定", en: "Certified" },
      returned: { zh: "已归入储备", en: "Returned to the reserve" },
      withdrawn: { zh: "已撤销", en: "Withdrawn" },
    },
    terminal: ["returned", "withdrawn"],
    transitions: [
      { from: "certified", event: "returnToReserve", to: "returned", guard: "the government paid; in the same entry" },
      { from: "certified", event: "storeSurplus", to: "certified", guard: "surplus-not-free" },
      { from: "certified", event: "takeOutSurplus", to: "certified" },
      { from: "certified", event: "withdrawCertificate", to: "withdrawn" },
    ],
  }),
  storage: defineLifecycle("storage", {
    title: { zh: "储存的富余排污权", en: "Stored surplus" },
    begins: "storeSurplus",
    states: {
      stored: { zh: "储存中", en: "Stored" },
      "bought-back": { zh: "已回购", en: "Bought back" },
      "taken-out": { zh: "已取出", en: "Taken out" },
      ended: { zh: "已终止", en: "Ended" },
      recovered: { zh: "已收回", en: "Recovered" },
      expired: { zh: "已到期", en: "Expired" },
    },
    terminal: ["bought-back", "taken-out", "ended", "recovered", "expired"],
    transitions: [
      { from: "stored", event: "buyBackSurplus", to: "stored", guard: "something is left" },
      { from: "stored", event: "buyBackSurplus", to: "bought-back", guard: "nothing is left" },
      { from: "stored", event: "takeOutSurplus", to: "taken-out" },
      { from: "stored", event: "endStorage", to: "ended" },
      { from: "stored", event: "recover", to: "stored", guard: "something is left" },
      { from: "stored", event: "recover", to: "recovered", guard: "nothing is left" },
      { from: "stored", event: "expire", to: "expired", guard: "the term of the permit has ended" },
    ],
  }),
  recovery: defineLifecycle("recovery", {
    title: { zh: "收回", en: "Recovery" },
    begins: "recoverPermits",
    states: { open: { zh: "进行中", en: "Open" }, completed: { zh: "已完成", en: "Completed" } },
    terminal: ["completed"],
    transitions: [
      { from: "open", event: "take", to: "open", guard: "something is left, pledged or not" },
      { from: "open", event: "complete", to: "completed", guard: "nothing is left" },
    ],
  }),
} as const;
