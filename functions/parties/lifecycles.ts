import { defineLifecycle } from "../../shared/kernel/lifecycle.ts";
import { registrationLifecycle } from "../../shared/members/registration-lifecycle.ts";

/** Lifecycles of parties. */
export const partiesLifecycles = {
  registration: registrationLifecycle,
  dispute: defineLifecycle("dispute", {
    title: { zh: "登记异议", en: "Dispute about a registration" },
    begins: "openDispute",
    states: { open: { zh: "待决定", en: "Open" }, upheld: { zh: "成立", en: "Upheld" }, dismissed: { zh: "不成立", en: "Dismissed" } },
    terminal: ["upheld", "dismissed"],
    transitions: [
      { from: "open", event: "decideDispute", to: "upheld", guard: "the number is the claimant's, and still held by the party" },
      { from: "open", event: "decideDispute", to: "dismissed", guard: "it is not" },
    ],
  }),
  /** An open invitation ends by itself after fourteen days: then it can be declined or revoked, but not accepted. */
  invitation: defineLifecycle("invitation", {
    title: { zh: "邀请", en: "Invitation to act for a member" },
    begins: "invitePerson",
    states: {
      open: { zh: "待答复", en: "Open" },
      accepted: { zh: "已接受", en: "Accepted" },
      declined: { zh: "已谢绝", en: "Declined" },
      revoked: { zh: "已撤回", en: "Revoked" },
    },
    terminal: ["accepted", "declined", "revoked"],
    transitions: [
      { from: "open", event: "acceptInvitation", to: "accepted", guard: "it has not ended, and who invited still manages people" },
      { from: "open", event: "declineInvitation", to: "declined" },
      { from: "open", event: "revokeInvitation", to: "revoked" },
    ],
  }),
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
