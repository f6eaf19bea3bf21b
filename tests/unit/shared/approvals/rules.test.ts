import { describe, expect, it } from "vitest";
import { checkOpen, checkPerson, endOf, needsSecondPerson, stateAt } from "../../../../shared/approvals/rules.ts";

const enteredAt = "2026-03-02T01:00:00.000Z";
const endsAt = "2026-03-05T01:00:00.000Z";

describe("requests that wait for a second person", () => {
  it("wait three days, or until what they ask for is impossible", () => {
    expect(endOf(enteredAt, undefined)).toBe(endsAt);
    expect(endOf(enteredAt, "2026-03-02T03:00:00.000Z")).toBe("2026-03-02T03:00:00.000Z");
    expect(endOf(enteredAt, "2026-04-01T00:00:00.000Z")).toBe(endsAt);
  });

  it("are open until the instant at which they end, and lapse then without being written", () => {
    const pending = { state: "pending", endsAt } as const;
    expect(checkOpen(pending, "2026-03-05T00:59:59.999Z")).toMatchObject({ ok: true });
    expect(checkOpen(pending, endsAt)).toMatchObject({ ok: false, refusal: { code: "request-ended" } });
    expect([stateAt(pending, enteredAt), stateAt(pending, endsAt)]).toEqual(["pending", "lapsed"]);
  });

  it.each(["approved", "refused", "withdrawn"] as const)("that were %s stay so, however late it is", (state) => {
    expect(stateAt({ state, endsAt }, "2030-01-01T00:00:00.000Z")).toBe(state);
    expect(checkOpen({ state, endsAt }, enteredAt)).toMatchObject({ ok: false, refusal: { code: "request-decided" } });
  });

  it.each([
    ["approved", "a", "own-entry"],
    ["refused", "a", "own-entry"],
    ["withdrawn", "a", undefined],
    ["approved", "b", undefined],
    ["refused", "b", undefined],
    ["withdrawn", "b", "not-own-entry"],
  ] as const)("entered by a, %s by %s: %s", (decision, subject, code) => {
    const checked = checkPerson({ enteredBy: "a" }, subject, decision);
    expect(checked.ok ? undefined : checked.refusal.code).toBe(code);
  });

  it.each([
    [undefined, "operator", [], false],
    [{ always: ["operator"] }, "operator", [], true],
    [{ always: ["operator"] }, "enterprise", ["bids"], false],
    [{ choice: "bids" }, "enterprise", ["bids", "pledges"], true],
    [{ choice: "bids" }, "enterprise", ["pledges"], false],
    [{ always: ["operator"], whereChosen: true }, "enterprise", ["pledges"], true],
    [{ always: ["operator"], whereChosen: true }, "enterprise", [], false],
    [{ always: ["bank"], choice: "pledges" }, "bank", [], true],
  ] as const)(
    "are made under the rule %j by a caller of role %s whose party wants %j: %s",
    (secondPerson, role, secondPersonFor, needs) => {
      const rule = secondPerson ? { secondPerson } : {};
      expect(needsSecondPerson(rule, { role, party: { secondPersonFor } })).toBe(needs);
    },
  );
});
