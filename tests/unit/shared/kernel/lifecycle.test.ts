import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { problemDocument } from "../../../../shared/http/problems.ts";
import { defineLifecycle, type EventOf, lifecycleProblemsOf, next, type StateOf, stateAfter } from "../../../../shared/kernel/lifecycle.ts";

const named = (zh: string, en: string) => ({ zh, en });
const loan = defineLifecycle("loan", {
  title: named("借阅", "Loan"),
  begins: "lend",
  states: { lent: named("借出", "Lent"), late: named("逾期", "Late"), back: named("归还", "Back"), lost: named("遗失", "Lost") },
  terminal: ["back", "lost"],
  transitions: [
    { from: "lent", event: "day-passed", to: "late", guard: "the day to give it back has passed" },
    { from: ["lent", "late"], event: "give-back", to: "back", guard: "whole" },
    { from: ["lent", "late"], event: "give-back", to: "lost", guard: "torn" },
  ],
});

describe("a lifecycle", () => {
  it("leads from a state to the next one by an event", () => {
    expect(next(loan, "lent", "day-passed")).toEqual({ ok: true, value: "late" });
  });

  it("refuses an event that its state does not allow, with the states that do, as a problem in both languages", () => {
    const refused = next(loan, "back", "give-back", "whole");
    if (refused.ok) throw new Error("it is back already");
    expect(refused.refusal).toEqual({
      ...{ code: "wrong-state", lifecycle: "loan", state: "back", event: "give-back", possibleIn: ["lent", "late"] },
    });
    const told = (language: "zh" | "en") => problemDocument(lifecycleProblemsOf({ loan }), refused.refusal, { language, instance: "i" });
    expect(told("en")).toMatchObject({
      ...{
        type: "/problems/wrong-state",
        status: 409,
        detail: "The loan is back, in which give-back is not possible; it is while lent, late.",
      },
    });
    expect(told("zh").detail).toBe("借阅当前状态为“归还”，不能进行此操作（give-back）；仅在以下状态可以：借出、逾期。");
  });

  it("asks which guard holds where an event leads to several states", () => {
    expect(next(loan, "late", "give-back", "whole")).toEqual({ ok: true, value: "back" });
    expect(next(loan, "late", "give-back", "torn")).toEqual({ ok: true, value: "lost" });
    expect(() => next(loan, "late", "give-back")).toThrow("loan: the guard that holds for give-back while late");
  });

  it("is a fault where a state that must follow does not", () => {
    expect(stateAfter(loan, "lent", "give-back", "torn")).toBe("lost");
    expect(() => stateAfter(loan, "back", "day-passed")).toThrow("loan: day-passed is possible while back");
  });

  it("does not compile with a state, an event or a guard that it has not", () => {
    // @ts-expect-error no such state
    expect(next(loan, "burnt", "give-back").ok).toBe(false);
    // @ts-expect-error no such event
    expect(next(loan, "lent", "burn").ok).toBe(false);
    // @ts-expect-error no such guard
    expect(() => next(loan, "lent", "give-back", "burnt")).toThrow();
    // @ts-expect-error no such state
    expect(() => defineLifecycle("x", { ...open, terminal: [], transitions: [{ from: "open", event: "shut", to: "shut" }] })).toThrow(
      "lifecycle of x: shut is no state",
    );
  });

  const open = { title: named("", ""), begins: "make", states: { open: named("", "") } };
  const both = { ...open, states: { open: named("", ""), shut: named("", "") } };
  const shut = { from: "open", event: "shut", to: "shut" } as const;
  it.each<[sentence: string, define: () => unknown]>([
    ["nothing leads to shut", () => defineLifecycle("x", { ...both, terminal: ["open", "shut"], transitions: [] })],
    ["shut is not terminal and is never left", () => defineLifecycle("x", { ...both, terminal: [], transitions: [shut] })],
    ["open is terminal and is left", () => defineLifecycle("x", { ...both, terminal: ["open", "shut"], transitions: [shut] })],
    [
      "shut while open leads to several states and needs a guard of its own for each",
      () => defineLifecycle("x", { ...both, terminal: ["shut"], transitions: [shut, { ...shut, to: "open", guard: "stuck" }] }),
    ],
    ["it has no state", () => defineLifecycle("x", { ...open, states: {}, terminal: [], transitions: [] })],
  ])("can't be declared where %s", (sentence, define) => {
    expect(define).toThrow(sentence);
  });

  it("answers every state and event with a state that a row names, or with the states that allow it", () => {
    const events: readonly EventOf<typeof loan>[] = ["day-passed", "give-back"];
    const stay: readonly StateOf<typeof loan>[] = ["late", "back", "lost"];
    fc.assert(
      fc.property(fc.constantFrom(...loan.states), fc.constantFrom(...events), fc.constantFrom("whole", "torn"), (state, event, guard) => {
        const after = next(loan, state, event, guard as "whole");
        const rows = loan.transitions.filter((row) => row.event === event);
        if (after.ok) expect(rows.some(({ from, to }) => from === state && to === after.value)).toBe(true);
        else expect([stay.includes(state), after.refusal.possibleIn.includes(state)]).toEqual([true, false]);
      }),
    );
  });
});
