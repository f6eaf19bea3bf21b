import { defineLifecycle } from "../../../shared/kernel/lifecycle.ts";

const lasting = ["waiting", "in-force"] as const;

/** The life of a court freeze. It waits on slices that another freeze holds; where none does, its turn begins when it is entered. */
export const freezeLifecycle = defineLifecycle("freeze", {
  title: { zh: "司法冻结", en: "Court freeze" },
  begins: "enterFreeze",
  states: {
    waiting: { zh: "轮候", en: "Waiting for its turn on all of its tonnes" },
    "in-force": { zh: "生效", en: "In force on some of its tonnes or all" },
    lifted: { zh: "已解除", en: "Lifted by the court" },
    ended: { zh: "已终止", en: "Over: its term, the right, or what it lay on was realised" },
  },
  terminal: ["lifted", "ended"],
  transitions: [
    { from: "waiting", event: "turn begins", to: "in-force" },
    { from: "in-force", event: "renewFreeze", to: "in-force" },
    { from: lasting, event: "liftFreeze", to: "lifted", guard: "nothing is left of it" },
    { from: lasting, event: "liftFreeze", to: "in-force", guard: "it is in force on what is left" },
    { from: lasting, event: "liftFreeze", to: "waiting", guard: "it waits on what is left" },
    { from: "in-force", event: "term ends", to: "ended", guard: "nothing is left of it" },
    { from: "in-force", event: "term ends", to: "in-force", guard: "it is in force on what is left" },
    { from: "in-force", event: "term ends", to: "waiting", guard: "it waits on what is left" },
    { from: lasting, event: "right expires", to: "ended" },
    { from: lasting, event: "slices are realised", to: "ended" },
  ],
});

/** Lifecycles of freezes. */
export const freezesLifecycles = { freeze: freezeLifecycle } as const;
