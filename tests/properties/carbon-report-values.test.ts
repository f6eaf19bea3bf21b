import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openFindings } from "../../functions/carbon/reports/open-findings.ts";
import type { Computed, ReportLine } from "../../functions/carbon/reports/shapes.ts";
import { valueFaults } from "../../functions/carbon/reports/value-faults.ts";
import { unitRows, unitsOf } from "../../shared/carbon/kinds.ts";
import { decimal, plain } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";

const kinds = ["bituminous-coal", "diesel", "natural-gas", "electricity", "heat"] as const;
const invoice = fc.record({
  ...{
    number: fc.constantFrom("1", "2", "3"),
    seller: fc.constantFrom("A", "a", "B"),
    amount: fc.constant("1"),
    unit: fc.constant("t" as const),
  },
  month: fc.constantFrom("2024-12", "2025-01", "2025-12", "2026-03"),
});
const line: fc.Arbitrary<ReportLine> = fc.record({
  ...{ kind: fc.constantFrom(...kinds), direction: fc.constantFrom("in", "out"), invoices: fc.array(invoice, { maxLength: 3 }) },
  ...{ unit: fc.constantFrom("t", "m3", "10k-m3", "MWh", "kWh"), amount: fc.integer({ min: 0, max: 1_000_000 }).map(String) },
});
const lines = fc.array(line, { minLength: 1, maxLength: 6 });
const nothing = { generated: [], outputs: [], evidence: [] };
const compared = (before?: readonly ReportLine[]) => ({
  ...{ year: "2025", month: "2026-02", jumpLimits: new Map(), jumpLimit: decimal("0.3") },
  before: before && { lines: [...before], outputs: [] },
  generates: true,
});
const computed = { lines: [], tco2: "0", factorSetId: "set" } as unknown as Computed;

describe("checks of a report's values", () => {
  it("find the same faults in whatever order its lines stand", () => {
    fc.assert(
      fc.property(lines, lines, (now, before) => {
        const codes = (each: readonly ReportLine[]) =>
          valueFaults({ lines: [...each], ...nothing }, compared(before))
            .map(({ code }) => code)
            .sort();
        expect(codes(now.toReversed())).toEqual(codes(now));
      }),
    );
  });

  it("find no jump and no suspect unit where every amount is that of last year, in whatever unit of its kind", () => {
    const once = fc.uniqueArray(line, { minLength: 1, maxLength: 5, selector: ({ kind, direction }) => `${kind} ${direction}` });
    fc.assert(
      fc.property(once, fc.nat(), (drawn, choice) => {
        const before = drawn.map((each): ReportLine => ({ ...each, unit: required(unitsOf(each.kind)[0], "unit"), invoices: [] }));
        const now = before.map((each): ReportLine => {
          const units = unitsOf(each.kind);
          const unit = required(units[choice % units.length], "unit");
          const { ofFactorUnit } = required(
            unitRows.find((row) => row.unit === unit),
            unit,
          );
          return { ...each, unit, amount: plain(decimal(each.amount).div(decimal(ofFactorUnit))) };
        });
        const values = { lines: now, ...nothing };
        expect(valueFaults(values, compared(before)).filter(({ code }) => code === "unit-suspect")).toEqual([]);
        expect(openFindings(values, { ...compared(before), computed, usedIn: new Map() })).toEqual([]);
      }),
    );
  });

  it("name a place in the values and what is expected there in both languages", () => {
    fc.assert(
      fc.property(lines, lines, (now, before) => {
        for (const { pointer, line: number, expected, source } of valueFaults({ lines: [...now], ...nothing }, compared(before))) {
          const [, list, index] = pointer.split("/");
          expect([list, Number(index) + 1]).toEqual(["lines", number]);
          expect([expected.zh, expected.en, source.zh, source.en].every((text) => text.length > 0)).toBe(true);
        }
      }),
    );
  });
});
