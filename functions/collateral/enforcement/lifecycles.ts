import { openForSale } from "../../../shared/collateral/open-for-sale.ts";
import { defineLifecycle } from "../../../shared/kernel/lifecycle.ts";

/** The enforcement of a pledge on one slice: its tonnes are sold in an auction or taken over, once. */
export const enforcementLifecycle = defineLifecycle("enforcement", {
  title: { zh: "质权实现", en: "Enforcement of a pledge" },
  begins: "beginEnforcement",
  states: {
    [openForSale]: { zh: "已开始", en: "Begun: its tonnes may be put up for sale" },
    proposed: { zh: "已提出折价", en: "A take-over is proposed, and the pledgor has not agreed to its price" },
    agreed: { zh: "折价已定", en: "The price of a take-over is fixed" },
    sold: { zh: "已拍卖", en: "Sold, all of it or a part" },
    "not-sold": { zh: "未售出", en: "Not sold" },
    "taken-over": { zh: "已折价受让", en: "Taken over" },
    withdrawn: { zh: "已撤回", en: "Withdrawn by the bank" },
  },
  terminal: ["sold", "not-sold", "taken-over", "withdrawn"],
  transitions: [
    { from: [openForSale, "proposed", "agreed"], event: "proposeTakeOver", to: "proposed", guard: "bank and pledgor agree on the price" },
    { from: [openForSale, "proposed", "agreed"], event: "proposeTakeOver", to: "agreed", guard: "a court has fixed the price" },
    { from: "proposed", event: "agreeToTakeOver", to: "agreed" },
    { from: "agreed", event: "completeTakeOver", to: "taken-over", guard: "not frozen" },
    { from: [openForSale, "proposed", "agreed"], event: "withdrawEnforcement", to: "withdrawn", guard: "on-sale" },
    { from: [openForSale, "proposed", "agreed"], event: "revokePledge", to: "withdrawn", guard: "being-enforced" },
    { from: openForSale, event: "sale ends", to: "sold", guard: "something was paid" },
    { from: openForSale, event: "sale ends", to: "not-sold", guard: "nothing was paid" },
  ],
});

/** Lifecycles of enforcement. */
export const enforcementLifecycles = { enforcement: enforcementLifecycle } as const;
