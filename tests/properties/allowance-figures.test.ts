import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { correctedFigure, preAllocation, settlementOf } from "../../functions/carbon/allowances/figures.ts";
import { benchmarkAllocation, historicAllocation } from "../../shared/carbon/allowance-formula.ts";
import { carbonRoundings } from "../../shared/carbon/rounding.ts";
import { Decimal, decimal, sum } from "../../shared/kernel/decimal.ts";

const rounding = fc.constantFrom(...carbonRoundings);
const rules = fc.record({ decimals: fc.integer({ min: 0, max: 6 }), rounding, issueRounding: rounding });
const share = fc.integer({ min: 0, max: 1_000 }).map((each) => new Decimal(each).div(1_000));
const tonnes = fc.integer({ min: 0, max: 5_000_000 }).map((each) => new Decimal(each));
const milliTonnes = fc.integer({ min: 0, max: 2_000_000_000 }).map((each) => new Decimal(each).div(1_000));

describe("figures of allowances", () => {
  it("are whole tonnes within one of the figure, and what is issued before verification never exceeds them", () => {
    fc.assert(
      fc.property(milliTonnes, share, share, fc.integer({ min: 0, max: 366 }), rules, share, (base, coefficient, factor, days, by, pre) => {
        const input = { baseTonnes: base, sectorCoefficient: coefficient, marketFactor: factor, normalDays: days, ofDays: 365 };
        const figure = historicAllocation(input, by);
        expect(figure.issueTonnes.isInteger() && figure.issueTonnes.minus(figure.tonnes).abs().lt(1)).toBe(true);
        const issued = preAllocation({ preShare: pre, issueRounding: by.issueRounding }, figure);
        expect(issued.isInteger() && issued.lte(figure.issueTonnes) && issued.gte(0)).toBe(true);
      }),
    );
  });

  it("of all entities, rounded down, never sum to more than the exact figures do", () => {
    const by = { decimals: 6, rounding: "down", issueRounding: "down" } as const;
    fc.assert(
      fc.property(fc.array(fc.tuple(milliTonnes, share, share), { maxLength: 20 }), (entities) => {
        const inputs = entities.map(([output, benchmark, adjustment]) => ({ output, benchmark, adjustment }));
        const issued = sum(inputs.map((each) => benchmarkAllocation([each], by).issueTonnes));
        const exact = sum(inputs.map(({ output, benchmark, adjustment }) => output.times(benchmark).times(adjustment)));
        expect(issued.lte(exact)).toBe(true);
      }),
    );
  });

  it("are corrected to the limit from verified emissions, and not at all within it", () => {
    fc.assert(
      fc.property(tonnes, tonnes, share, tonnes, (whole, verified, part, most) => {
        const plan = { figureDecimals: 6, figureRounding: "half-up", issueRounding: "down" } as const;
        const figure = { tonnes: whole, issueTonnes: whole };
        const corrected = correctedFigure(plan, figure, verified, { share: part, tonnes: most });
        const limit = Decimal.min(whole.times(part), most);
        const gap = verified.minus(corrected.tonnes).abs();
        if (verified.minus(whole).abs().lte(limit)) expect(corrected).toEqual(figure);
        else expect(gap.minus(limit).abs().lt("0.000001")).toBe(true);
      }),
    );
  });

  it("settle to the entitlement exactly, take no more than is free and issue nothing while something is owed", () => {
    fc.assert(
      fc.property(tonnes, tonnes, tonnes, tonnes, (issuedTonnes, owed, entitled, free) => {
        const addedTonnes = Decimal.min(owed, issuedTonnes);
        const { topUp, taken, added } = settlementOf({ issuedTonnes, addedTonnes }, entitled, free);
        const after = issuedTonnes.plus(topUp).minus(taken).minus(addedTonnes.plus(added));
        expect(after.eq(entitled)).toBe(true);
        expect(taken.lte(free) && addedTonnes.plus(added).gte(0)).toBe(true);
        expect(topUp.gt(0) && addedTonnes.plus(added).gt(0)).toBe(false);
      }),
    );
  });

  it("give the published example: 60,000 x 0.97 x 0.9883 / 365 x 300 is 47,275.94 t", () => {
    const input = { baseTonnes: decimal("60000"), sectorCoefficient: decimal("0.97"), marketFactor: decimal("0.9883"), normalDays: 300 };
    const figure = historicAllocation({ ...input, ofDays: 365 }, { decimals: 2, rounding: "half-up", issueRounding: "down" });
    expect([figure.tonnes.toString(), figure.issueTonnes.toString()]).toEqual(["47275.94", "47275"]);
  });
});
