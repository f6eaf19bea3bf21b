import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BidRules, checkRevision, checkSteps, isOpen } from "../../../../../functions/auctions/bidding/bid-rules.ts";
import { termsSchema } from "../../../../../functions/auctions/terms.ts";
import { decimal } from "../../../../../shared/kernel/decimal.ts";
import { usualTerms } from "../../../../support/auction-house.ts";

const schedule = { opensAt: "2026-03-02T02:00:00.000Z", enrolsUntil: "2026-03-02T02:00:00.000Z", closesAt: "2026-03-02T03:00:00.000Z" };
function rules(changed: object = {}): BidRules {
  return { terms: termsSchema.parse({ ...usualTerms, ...changed }), state: "announced", schedule };
}
const steps = (...pairs: (readonly [string, string])[]) =>
  pairs.map(([price, quantity]) => ({ price: decimal(price), quantity: decimal(quantity) }));
const code = (outcome: { ok: boolean; refusal?: { code: string } }): string => (outcome.ok ? "accepted" : (outcome.refusal?.code ?? ""));

describe("bids", () => {
  it("are taken from opening until before the close, while the auction is announced", () => {
    expect(code(isOpen(rules(), "2026-03-02T01:59:59.999Z"))).toBe("auction-not-open");
    expect(code(isOpen(rules(), "2026-03-02T02:00:00.000Z"))).toBe("accepted");
    expect(code(isOpen(rules(), "2026-03-02T02:59:59.999Z"))).toBe("accepted");
    expect(code(isOpen(rules(), "2026-03-02T03:00:00.000Z"))).toBe("auction-not-open");
    expect(code(isOpen({ ...rules(), state: "closing" }, "2026-03-02T02:30:00.000Z"))).toBe("auction-not-running");
  });

  it.each([
    [steps(["4000", "5"], ["4010", "5"]), "accepted"],
    [steps(["4005", "5"]), "off-tick"],
    [steps(["4000", "0.0005"]), "off-step"],
    [steps(["4000", "6"], ["4010", "4.001"]), "above-enrolled-tonnes"],
    [steps(["3990", "1"]), "below-reserve-price"],
    [steps(...Array.from({ length: 6 }, () => ["4000", "1"] as const)), "too-many-steps"],
    [[], "accepted"],
  ] as const)("with steps %j are %s", (bid, wanted) => {
    expect(code(checkSteps({ ...rules(), reservePrice: decimal("4000") }, bid, decimal("10")))).toBe(wanted);
  });

  it("are not checked against a confidential reserve price", () => {
    expect(code(checkSteps(rules(), steps(["10", "1"]), decimal("10")))).toBe("accepted");
  });

  describe("are revised by the rule of the auction", () => {
    const revision = (rule: string, maximumQuotes = 3) => rules({ revision: { rule, maximumQuotes } });
    const earlier = { steps: steps(["4100", "2"], ["4000", "3"]), quotes: 1 };
    it.each([
      ["free", steps(["10", "1"]), "accepted"],
      ["free", [], "accepted"],
      ["none", steps(["9000", "9"]), "revision-not-allowed"],
      ["raise-only", [], "revision-not-allowed"],
      ["raise-only", steps(["4100", "2"], ["4000", "3"]), "accepted"],
      ["raise-only", steps(["4200", "5"]), "accepted"],
      ["raise-only", steps(["4200", "1"], ["4000", "4"]), "bid-lowered"],
      ["raise-only", steps(["4100", "2"], ["4000", "2.999"]), "bid-lowered"],
    ] as const)("%s: %j is %s", (rule, bid, wanted) => {
      expect(code(checkRevision(revision(rule), earlier, bid))).toBe(wanted);
    });

    it("and as often as it allows", () => {
      expect(code(checkRevision(revision("free", 1), { steps: [], quotes: 0 }, steps(["4000", "1"])))).toBe("accepted");
      expect(code(checkRevision(revision("free", 1), earlier, steps(["4000", "1"])))).toBe("too-many-quotes");
      expect(code(checkRevision(revision("none"), { steps: [], quotes: 0 }, steps(["4000", "1"])))).toBe("accepted");
    });

    it("under raise-only, more of everything is always taken and less of anything never", () => {
      const step = fc
        .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
        .map(([price, quantity]) => [String(price * 10), String(quantity)] as const);
      fc.assert(
        fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), fc.nat({ max: 4 }), (pairs, chosen) => {
          const before = { steps: steps(...pairs), quotes: 1 };
          const raised = pairs.map(([price, quantity]) => [String(Number(price) + 10), quantity] as const);
          expect(code(checkRevision(revision("raise-only"), before, steps(...raised)))).toBe("accepted");
          const without = pairs.toSpliced(chosen % pairs.length, 1);
          expect(code(checkRevision(revision("raise-only"), before, steps(...without)))).toBe(
            without.length === 0 ? "revision-not-allowed" : "bid-lowered",
          );
        }),
      );
    });
  });
});
