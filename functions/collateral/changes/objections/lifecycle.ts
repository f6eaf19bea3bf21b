import { defineLifecycle } from "../../../../shared/kernel/lifecycle.ts";

/** States in which an objection stands. */
export const standingObjections = ["entered", "notified", "sued"] as const;

/** The life of an objection to a registration. */
export const pledgeObjectionLifecycle = defineLifecycle("pledge objection", {
  title: { zh: "质押登记异议", en: "Objection to a registration" },
  begins: "objectToPledge",
  states: {
    entered: { zh: "已登记", en: "Entered; the bank is to be notified" },
    notified: { zh: "已通知担保权人", en: "The bank is notified; proof of suit is to be filed" },
    sued: { zh: "已起诉", en: "Proof of suit is filed" },
    removed: { zh: "已移除", en: "Removed: not notified or not sued in time" },
    withdrawn: { zh: "已撤回", en: "Withdrawn by the objector" },
    dismissed: { zh: "已驳回", en: "Dismissed by a judgment" },
    upheld: { zh: "判决支持", en: "Upheld: the registration was revoked" },
  },
  terminal: ["removed", "withdrawn", "dismissed", "upheld"],
  transitions: [
    { from: "entered", event: "notifyPledgeObjection", to: "notified" },
    { from: "notified", event: "provePledgeSuit", to: "sued" },
    { from: "entered", event: "days to notify end", to: "removed" },
    { from: "notified", event: "days to sue end", to: "removed" },
    { from: standingObjections, event: "withdrawPledgeObjection", to: "withdrawn" },
    { from: standingObjections, event: "dismissPledgeObjection", to: "dismissed" },
    { from: standingObjections, event: "revokePledge", to: "upheld" },
  ],
});
