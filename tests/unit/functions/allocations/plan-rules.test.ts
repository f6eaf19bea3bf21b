import { describe, expect, it } from "vitest";
import { checkTermLeft, checkWidth, payByOf } from "../../../../functions/allocations/plans/plan-rules.ts";
import type { Plan } from "../../../../functions/allocations/rows.ts";
import { decimal } from "../../../../shared/kernel/decimal.ts";

const total = (pollutant: string, pool: string) => ({ pollutant, pool, tonnes: decimal("1") });
const six = ["yangtze-ezhou", "liangzi-lake"]
  .flatMap((pool) => [total("COD", pool), total("NH3-N", pool)])
  .concat(total("SO2", "ezhou"), total("NOx", "ezhou"));
const paymentDays = 10;

describe("the rules of a plan", () => {
  it("let one transaction approve all pollutants of all pools for five calendar years, and refuse what is wider, with the number of writes", () => {
    const term = { firstMonth: "2027-01", lastMonth: "2031-12" };
    expect(checkWidth({ totals: six, ...term })).toEqual({ ok: true, value: true });
    expect(checkWidth({ totals: [...six, total("COD", "third"), total("NH3-N", "third")], ...term })).toMatchObject({
      ok: false,
      refusal: { code: "plan-too-wide", writes: 96 },
    });
  });

  it("make later instalments due on the same day of later years, and on 28 February where the day is the 29th and the year has none", () => {
    const decidedAt = "2028-02-18T16:30:00.000Z";
    const payBy = [1, 2, 5].map((number) => payByOf({ paymentDays }, decidedAt, { number }));
    expect(payBy).toEqual(["2028-02-29T16:00:00.000Z", "2029-02-28T16:00:00.000Z", "2032-02-29T16:00:00.000Z"]);
  });

  it("let the last instalment be due until the last instant of the term, and not a day later", () => {
    const plan = { paymentDays, lastMonth: "2031-12", years: 5, instalments: 5 } as Plan;
    expect(checkTermLeft(plan, "2027-12-21T01:00:00.000Z")).toEqual({ ok: true, value: true });
    expect(checkTermLeft(plan, "2027-12-22T01:00:00.000Z")).toMatchObject({ ok: false, refusal: { code: "plan-outlives-term" } });
    expect(checkTermLeft({ ...plan, instalments: 1 }, "2031-12-31T16:00:00.000Z")).toMatchObject({
      ok: false,
      refusal: { code: "term-over-for-plan" },
    });
  });
});
