import { defineLifecycle } from "../kernel/lifecycle.ts";

/** How the registration of a party stands with the exchange. */
export const registrationLifecycle = defineLifecycle("registration", {
  title: { zh: "单位登记", en: "Registration of a party" },
  begins: "registerParty",
  states: {
    applied: { zh: "已申请", en: "Applied" },
    admitted: { zh: "已核准", en: "Admitted" },
    suspended: { zh: "已暂停", en: "Suspended" },
    refused: { zh: "未核准", en: "Refused" },
    withdrawn: { zh: "已撤销", en: "Withdrawn" },
  },
  terminal: ["withdrawn"],
  transitions: [
    { from: ["applied", "refused"], event: "decideAdmission", to: "admitted", guard: "admitted" },
    { from: ["applied", "refused"], event: "decideAdmission", to: "refused", guard: "refused" },
    { from: "admitted", event: "suspendParty", to: "suspended" },
    { from: "suspended", event: "reinstateParty", to: "admitted" },
    { from: ["applied", "admitted", "suspended"], event: "decideDispute", to: "withdrawn", guard: "the credit code is the claimant's" },
  ],
});
