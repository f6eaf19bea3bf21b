import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deliveryOf, freezing, type Moves, paying, securing, standing, takingBack } from "../../functions/allocations/payments/moves.ts";
import {
  coveredBy,
  frozenFrom,
  type InstalmentRow,
  type PaymentTerms,
  payByOf,
  returnedFrom,
  stepAfterDelivery,
  stepBeforeDelivery,
  sumsThatCover,
  tonnesOf,
  unpaid,
} from "../../functions/allocations/payments/schedule.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { Decimal, decimal, formatFen, plain, sum, zero } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { useFee } from "../../shared/permits/use-fee.ts";
import { runs } from "../support/effort.ts";

const rates = { COD: decimal("230"), "NH3-N": decimal("260") };
const terms: PaymentTerms = { paymentMode: "exchange-account", noticeDays: 30, graceDays: 15, lastMonth: "2031-05" };
const day = 86_400;
const firstPayBy = "2026-06-30T16:00:00.000Z";

/** A line that pays its fee in instalments a year of 365 days apart. */
function lineOf(tonnes: Readonly<Record<keyof typeof rates, Decimal>>, instalments: number): readonly InstalmentRow[] {
  const lines = Object.entries(tonnes).map(([pollutant, each]) => ({ pollutant, tonnes: each }));
  const fee = useFee({ lines, ratesCnyPerTonneYear: rates, years: 5, firstShare: decimal("0.4"), instalments });
  if (!fee.ok) throw new Error(fee.refusal.code);
  return fee.value.instalments.map(({ number, amount, releases }) => ({
    ...{ number, amount, releases, payBy: plusSeconds(firstPayBy, (number - 1) * 365 * day) },
    ...{ state: "unpaid" as const, noticed: number === 1 },
  }));
}
const ofTheIssue = () => lineOf({ COD: decimal("12.5"), "NH3-N": decimal("1.25") }, 5);
const numbers = (rows: readonly InstalmentRow[]) => rows.map(({ number }) => number);
const name = (pollutant: string, number: number) => `${pollutant}.${number}`;
const shown = (list: readonly { pollutant: string; tonnes: Decimal }[], pollutant: string) => tonnesOf(list, pollutant).toFixed(3);
const standingOf = (rows: readonly InstalmentRow[], pollutant: string) => {
  const found = required(
    standing(rows).find((each) => each.pollutant === pollutant),
    pollutant,
  );
  return [found.unpaid.toFixed(3), found.frozen.toFixed(3), found.unsecured.toFixed(3)];
};

describe("payments of an allocation's instalments", () => {
  it("cover the earliest unpaid instalments, whole: two and a half cover two", () => {
    const line = ofTheIssue();
    expect(numbers(coveredBy(line, decimal("6399.99")))).toEqual([]);
    expect(numbers(coveredBy(line, decimal("6400")))).toEqual([1]);
    expect(numbers(coveredBy(line, decimal("10000")))).toEqual([1, 2]);
    expect(numbers(coveredBy(line, decimal("99999")))).toEqual([1, 2, 3, 4, 5]);
    expect(sumsThatCover(line).map(formatFen)).toEqual(["6400.00", "8800.00", "11200.00", "13600.00", "16000.00"]);
    const { instalments } = paying(line, [1, 2]);
    expect(numbers(coveredBy(instalments, decimal("5000")))).toEqual([3, 4]);
  });

  it("deliver the whole amount with the first, and release 5.000 and 1.875 x 4, 0.500, 0.187, 0.188, 0.187, 0.188", () => {
    let line = ofTheIssue();
    const delivery = deliveryOf(line, [1]);
    expect(delivery.map(({ tonnes, held }) => [tonnes.toFixed(3), held.toFixed(3)])).toEqual([
      ["12.500", "7.500"],
      ["1.250", "0.750"],
    ]);
    line = paying(line, [1]).instalments;
    expect([standingOf(line, "COD"), standingOf(line, "NH3-N")]).toEqual([
      ["7.500", "0.000", "0.000"],
      ["0.750", "0.000", "0.000"],
    ]);
    const released = [2, 3, 4, 5].map((number) => {
      const moves = paying(line, [number]);
      line = moves.instalments;
      return [shown(moves.released, "COD"), shown(moves.released, "NH3-N")];
    });
    expect(released).toEqual([
      ["1.875", "0.187"],
      ["1.875", "0.188"],
      ["1.875", "0.187"],
      ["1.875", "0.188"],
    ]);
    expect([...standingOf(line, "COD"), ...standingOf(line, "NH3-N")]).toEqual(Array(6).fill("0.000"));
  });

  it("deliver everything free where one instalment is the whole", () => {
    const line = lineOf({ COD: decimal("3"), "NH3-N": decimal("1") }, 1);
    expect(deliveryOf(line, [1]).map(({ held }) => plain(held))).toEqual(["0", "0"]);
    expect(stepAfterDelivery(paying(line, [1]).instalments, terms)).toBeUndefined();
  });

  it("freeze exactly the tonnes of the overdue instalment, and lift exactly that hold when it is paid", () => {
    const line = paying(ofTheIssue(), [1]).instalments;
    const frozen = freezing(line, 2, name);
    expect([shown(frozen.released, "COD"), shown(frozen.held, "COD"), shown(frozen.held, "NH3-N")]).toEqual(["1.875", "1.875", "0.187"]);
    expect(frozen.held.map(({ purpose }) => purpose)).toEqual(["overdue-fee", "overdue-fee"]);
    expect(standingOf(frozen.instalments, "COD")).toEqual(["5.625", "1.875", "0.000"]);
    const restored = paying(frozen.instalments, [2]);
    expect(restored.released).toEqual([]);
    expect(restored.lifted.map(({ holdId, tonnes }) => [holdId, tonnes.toFixed(3)])).toEqual([
      ["COD.2", "1.875"],
      ["NH3-N.2", "0.187"],
    ]);
    expect(standingOf(restored.instalments, "COD")).toEqual(["5.625", "0.000", "0.000"]);
  });

  it("that are taken back hold again what is free; the remainder is a debt until tonnes are free again", () => {
    const line = paying(ofTheIssue(), [1, 2]).instalments;
    const at = plusSeconds(payByOf(required(line[1], "second")), day);
    const free = (COD: string) => [
      { pollutant: "COD", tonnes: decimal(COD) },
      { pollutant: "NH3-N", tonnes: decimal("0.687") },
    ];
    const back = takingBack(line, [2], { terms, free: free("1"), at, name });
    expect(back.instalments[1]).toMatchObject({ state: "overdue" });
    expect(back.held.map(({ tonnes, purpose }) => [plain(tonnes), purpose])).toEqual([
      ["1", "unpaid-fee"],
      ["0.187", "unpaid-fee"],
    ]);
    expect(standingOf(back.instalments, "COD")).toEqual(["6.625", "0.000", "0.875"]);
    const frozen = freezing(back.instalments, 2, (pollutant) => `${pollutant}.frozen`);
    expect(standingOf(frozen.instalments, "COD")).toEqual(["5.625", "1.000", "0.875"]);
    const more = securing(frozen.instalments, free("0.5"), (pollutant) => `${pollutant}.more`);
    expect(more.held).toMatchObject([{ holdId: "COD.more", purpose: "overdue-fee" }]);
    expect(standingOf(more.instalments, "COD")).toEqual(["5.625", "1.500", "0.375"]);
    const paid = paying(more.instalments, [2]);
    expect(paid.lifted.map(({ holdId }) => holdId).sort()).toEqual(["COD.frozen", "COD.more", "NH3-N.frozen"]);
    expect(standingOf(paid.instalments, "COD")).toEqual(["5.625", "0.000", "0.000"]);
  });

  it("are noticed, overdue, frozen and ended in their order; a first one missing is returned", () => {
    const line = ofTheIssue();
    const first = required(line[0], "first");
    expect(stepBeforeDelivery(first, terms)).toEqual({ does: "return", number: 1, at: firstPayBy, awaitsBankDay: true });
    expect(stepBeforeDelivery(first, { ...terms, paymentMode: "tax-certificate" })).toEqual({
      ...{ does: "return", number: 1, at: plusSeconds(firstPayBy, 15 * day), awaitsBankDay: false },
    });
    let rows = paying(line, [1]).instalments;
    const payBy = payByOf(required(rows[1], "second"));
    const as = (state: InstalmentRow["state"], noticed = true) => {
      rows = rows.map((each) => (each.number === 2 ? { ...each, state, noticed } : each));
      return stepAfterDelivery(rows, terms);
    };
    expect(as("unpaid", false)).toEqual({ does: "notice", number: 2, at: plusSeconds(payBy, -30 * day), awaitsBankDay: false });
    expect(as("unpaid")).toEqual({ does: "overdue", number: 2, at: payBy, awaitsBankDay: true });
    expect(as("overdue")).toEqual({ does: "freeze", number: 2, at: plusSeconds(payBy, 15 * day), awaitsBankDay: true });
    expect(as("frozen")).toMatchObject({ does: "notice", number: 3 });
    const ending = { ...terms, lastMonth: "2026-06" };
    rows = rows.map((each) => ({ ...each, state: "overdue" as const, noticed: true }));
    expect(stepAfterDelivery(rows, ending)).toEqual({ does: "end", number: 1, at: "2026-06-30T16:00:00.000Z", awaitsBankDay: false });
  });

  const kilograms = (most: number) => fc.integer({ min: 1, max: most }).map((value) => new Decimal(value).div(1_000));
  const lines = fc
    .record({ COD: kilograms(500_000), "NH3-N": kilograms(9_000), instalments: fc.integer({ min: 1, max: 5 }) })
    .filter(({ COD }) => COD.gte("0.1"))
    .map(({ instalments, ...tonnes }) => lineOf(tonnes, instalments));
  const acts = fc.array(
    fc.record({
      does: fc.constantFrom("pay", "freeze", "take back", "secure", "sell"),
      number: fc.integer({ min: 1, max: 5 }),
      part: fc.integer({ min: 0, max: 1_000 }),
      days: fc.integer({ min: 0, max: 2_000 }),
    }),
    { maxLength: 25 },
  );

  it("conserve every kilogram, whatever is paid, frozen, taken back, secured and sold in whatever order", () => {
    fc.assert(
      fc.property(lines, acts, (start, todo) => {
        const whole = deliveryOf(start, []);
        const first = coveredBy(start, required(start[0], "first").amount);
        let rows = paying(start, numbers(first)).instalments;
        const free = new Map(deliveryOf(start, numbers(first)).map(({ pollutant, tonnes, held }) => [pollutant, tonnes.minus(held)]));
        const sold = new Map<string, Decimal>();
        const move = (moves: Moves<InstalmentRow>) => {
          for (const { pollutant, tonnes } of [...moves.released, ...moves.lifted])
            free.set(pollutant, (free.get(pollutant) ?? zero).plus(tonnes));
          for (const { pollutant, tonnes } of moves.held) free.set(pollutant, (free.get(pollutant) ?? zero).minus(tonnes));
          rows = moves.instalments;
        };
        const freeList = () => [...free].map(([pollutant, tonnes]) => ({ pollutant, tonnes }));
        for (const [index, { does, number, part, days }] of todo.entries()) {
          const row = rows.find((each) => each.number === number);
          const named = (pollutant: string, of: number) => `${pollutant}.${of}.${index}`;
          if (does === "pay")
            move(
              paying(
                rows,
                numbers(
                  coveredBy(
                    rows,
                    sum(unpaid(rows).map(({ amount }) => amount))
                      .mul(part)
                      .div(1_000),
                  ),
                ),
              ),
            );
          else if (does === "secure") move(securing(rows, freeList(), named));
          else if (does === "sell")
            for (const [pollutant, tonnes] of free) {
              const gone = tonnes.mul(part).div(1_000).toDecimalPlaces(3, Decimal.ROUND_DOWN);
              free.set(pollutant, tonnes.minus(gone));
              sold.set(pollutant, (sold.get(pollutant) ?? zero).plus(gone));
            }
          else if (does === "freeze" && row && row.state !== "paid" && row.state !== "frozen") move(freezing(rows, number, named));
          else if (does === "take back" && row?.state === "paid")
            move(takingBack(rows, [number], { terms, free: freeList(), at: plusSeconds(firstPayBy, days * day), name: named }));
        }
        for (const { pollutant, tonnes } of whole) {
          const now = required(
            standing(rows).find((each) => each.pollutant === pollutant),
            pollutant,
          );
          const left = free.get(pollutant) ?? zero;
          expect(left.gte(0)).toBe(true);
          // Every kilogram is free, held, frozen or sold.
          expect(plain(sum([left, now.unpaid, now.frozen, sold.get(pollutant) ?? zero]))).toBe(plain(tonnes));
          // What is held or owed is exactly what is unpaid.
          const toPay = sum(unpaid(rows).map(({ releases }) => tonnesOf(releases, pollutant)));
          expect(plain(sum([now.unpaid, now.frozen, now.unsecured]))).toBe(plain(toPay));
        }
        const names = rows.flatMap(({ holds = [] }) => holds.map(({ holdId }) => holdId));
        expect(new Set(names).size).toBe(names.length);
      }),
      { numRuns: runs(2_000, 200) },
    );
  });

  it("cover as many instalments as an amount pays, and never one more", () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 2_000 }), (line, part) => {
        const total = sum(line.map(({ amount }) => amount));
        const amount = total.mul(part).div(1_000).toDecimalPlaces(2);
        const covered = coveredBy(line, amount);
        const paid = sum(covered.map((each) => each.amount));
        const next = line[covered.length];
        expect(numbers(covered)).toEqual(numbers(line.slice(0, covered.length)));
        expect(paid.lte(amount)).toBe(true);
        if (next) expect(paid.plus(next.amount).gt(amount)).toBe(true);
      }),
      { numRuns: runs(2_000, 200) },
    );
  });

  it("are frozen and returned after the announced grace, never before", () => {
    const first = required(ofTheIssue()[0], "first");
    expect(frozenFrom(first, { graceDays: 0 })).toBe(firstPayBy);
    expect(returnedFrom(first, { paymentMode: "exchange-account", graceDays: 15 })).toBe(firstPayBy);
  });
});
