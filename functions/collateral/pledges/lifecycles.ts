import { defineLifecycle } from "../../../shared/kernel/lifecycle.ts";

/** States in which a pledge stands in the register and its tonnes are held. */
export const registeredStates = ["registered", "filed", "disbursed", "repaid", "lapsed", "enforcing"] as const;

/** The life of a pledge. */
export const pledgeLifecycle = defineLifecycle("pledge", {
  title: { zh: "质押", en: "Pledge" },
  begins: "draftPledge",
  states: {
    drafted: { zh: "已拟定", en: "Drafted by the bank" },
    confirmed: { zh: "出质人已确认", en: "Confirmed by the pledgor" },
    registered: { zh: "已登记", en: "Registered here, and its tonnes held" },
    filed: { zh: "已在统一登记系统登记", en: "Filed with the unified registry" },
    disbursed: { zh: "已放款", en: "Disbursed" },
    repaid: { zh: "已清偿", en: "Repaid, and not cancelled yet" },
    lapsed: { zh: "登记期限届满", en: "Past the term of its registration, and not released" },
    enforcing: { zh: "实现中", en: "Being enforced" },
    cancelled: { zh: "已注销", en: "Cancelled" },
    refused: { zh: "已拒绝", en: "Refused by the bank or the pledgor" },
    "not-registered": { zh: "逾期未登记", en: "Not registered in time" },
    enforced: { zh: "已实现", en: "Enforced" },
    expired: { zh: "权利到期", en: "Ended with the right itself; the debt is not discharged" },
    revoked: { zh: "依判决撤销", en: "Revoked by a judgment" },
  },
  terminal: ["cancelled", "refused", "not-registered", "enforced", "expired", "revoked"],
  transitions: [
    { from: "drafted", event: "confirmPledge", to: "confirmed" },
    { from: ["drafted", "confirmed"], event: "refusePledge", to: "refused" },
    { from: ["drafted", "confirmed"], event: "draft lapses", to: "not-registered" },
    { from: "confirmed", event: "registerPledge", to: "registered" },
    { from: "registered", event: "filePledge", to: "filed" },
    { from: "filed", event: "recordDisbursement", to: "disbursed" },
    { from: "disbursed", event: "recordDisbursement", to: "disbursed", guard: "a maximum amount is pledged" },
    { from: "disbursed", event: "recordRepayment", to: "repaid", guard: "everything is repaid" },
    { from: "disbursed", event: "recordRepayment", to: "disbursed", guard: "something is owed" },
    { from: ["registered", "filed", "repaid", "lapsed"], event: "cancelPledge", to: "cancelled" },
    ...(["registered", "filed", "disbursed", "repaid", "lapsed"] as const).map(
      (state) => ({ from: state, event: "releasePledgePart", to: state, guard: "something stays pledged" }) as const,
    ),
    { from: ["registered", "filed", "disbursed"], event: "term ends", to: "lapsed" },
    { from: "lapsed", event: "recordRepayment", to: "repaid", guard: "everything is repaid" },
    { from: "lapsed", event: "recordRepayment", to: "lapsed", guard: "something is owed" },
    { from: "repaid", event: "cancellation is overdue", to: "repaid" },
    ...(["proposePledgeChange", "agreePledgeChange"] as const).flatMap((event) => [
      ...(["registered", "filed", "disbursed"] as const).map((state) => ({ from: state, event, to: state }) as const),
      { from: "lapsed", event, to: "lapsed", guard: "another bank takes over or goes first" } as const,
    ]),
    ...(["filed", "disbursed", "repaid", "enforcing"] as const).map((state) => ({ from: state, event: "amendFiling", to: state }) as const),
    ...registeredStates.map((state) => ({ from: state, event: "objectToPledge", to: state }) as const),
    { from: ["disbursed", "lapsed"], event: "beginEnforcement", to: "enforcing" },
    { from: "enforcing", event: "endEnforcement", to: "disbursed", guard: "something is owed" },
    { from: "enforcing", event: "endEnforcement", to: "enforced", guard: "nothing stays pledged" },
    { from: "enforcing", event: "endEnforcement", to: "repaid", guard: "everything is repaid" },
    // Another pledge on the same tonnes was enforced: whoever stands there is paid by rank, and has nothing on what was sold any more.
    ...(["registered", "filed", "repaid", "enforcing"] as const).map(
      (state) => ({ from: state, event: "tonnes sold", to: state, guard: "something stays pledged" }) as const,
    ),
    ...(["disbursed", "lapsed"] as const).flatMap(
      (state) =>
        [
          { from: state, event: "tonnes sold", to: state, guard: "something is owed" },
          { from: state, event: "tonnes sold", to: "repaid", guard: "everything is repaid" },
        ] as const,
    ),
    ...(["registered", "filed", "disbursed", "repaid", "lapsed", "enforcing"] as const).map(
      (state) => ({ from: state, event: "tonnes sold", to: "enforced", guard: "nothing stays pledged" }) as const,
    ),
    { from: registeredStates, event: "right expires", to: "expired" },
    { from: ["registered", "filed", "disbursed", "repaid", "lapsed"], event: "revokePledge", to: "revoked" },
    // While it is enforced, tonnes may be sold and not paid for: the judgment then waits, and otherwise ends the enforcement, whatever its bank does.
    { from: "enforcing", event: "revokePledge", to: "revoked", guard: "being-enforced" },
  ],
});

/** Lifecycles of pledges. */
export const pledgesLifecycles = { pledge: pledgeLifecycle } as const;
