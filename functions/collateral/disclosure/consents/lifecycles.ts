import { defineLifecycle } from "../../../../shared/kernel/lifecycle.ts";

/** The life of a bank's request for a consent. */
export const consentRequestLifecycle = defineLifecycle("consent request", {
  title: { zh: "查询授权申请", en: "Request for a consent" },
  begins: "requestConsent",
  states: {
    requested: { zh: "待企业答复", en: "Waits for the firm" },
    granted: { zh: "已同意", en: "Granted" },
    refused: { zh: "已拒绝", en: "Refused" },
    withdrawn: { zh: "已撤回", en: "Withdrawn by the bank" },
  },
  terminal: ["granted", "refused", "withdrawn"],
  transitions: [
    { from: "requested", event: "decideConsentRequest", to: "granted", guard: "granted" },
    { from: "requested", event: "decideConsentRequest", to: "refused", guard: "refused" },
    { from: "requested", event: "withdrawConsentRequest", to: "withdrawn" },
  ],
});

/** The life of a consent. That its days are over is told by its days. */
export const consentLifecycle = defineLifecycle("consent", {
  title: { zh: "查询授权", en: "Consent" },
  begins: "grantConsent",
  states: {
    granted: { zh: "已授权", en: "Granted, in force on its days" },
    revoked: { zh: "已撤销", en: "Revoked" },
  },
  terminal: ["revoked"],
  transitions: [{ from: "granted", event: "revokeConsent", to: "revoked" }],
});
