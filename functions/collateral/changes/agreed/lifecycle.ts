import { defineLifecycle } from "../../../../shared/kernel/lifecycle.ts";

/** The life of a change of a pledge that another side has to agree to. It is applied in the transaction that agrees. */
export const pledgeChangeLifecycle = defineLifecycle("pledge change", {
  title: { zh: "质押变更", en: "Change of a pledge" },
  begins: "proposePledgeChange",
  states: {
    proposed: { zh: "待对方同意", en: "Proposed by the bank" },
    agreed: { zh: "已同意并生效", en: "Agreed and applied" },
    refused: { zh: "已拒绝或撤回", en: "Refused by either side" },
    lapsed: { zh: "逾期未答复", en: "Not answered in time" },
  },
  terminal: ["agreed", "refused", "lapsed"],
  transitions: [
    { from: "proposed", event: "agreePledgeChange", to: "agreed" },
    { from: "proposed", event: "refusePledgeChange", to: "refused" },
    { from: "proposed", event: "days to answer end", to: "lapsed" },
  ],
});
