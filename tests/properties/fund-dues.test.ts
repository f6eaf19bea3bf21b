import * as fc from "fast-check";
import { expect, it } from "vitest";
import { fundDues } from "../../functions/cash/lines/fund-dues.ts";
import { Decimal, sum } from "../../shared/kernel/decimal.ts";
import { type Due, hasLateMoney } from "../../shared/ledger/dues.ts";

const fen = fc.integer({ min: 0, max: 1_000 }).map((cents) => new Decimal(cents).div(100));
const day = fc.integer({ min: 1, max: 9 }).map((number) => `2026-03-0${number}T16:00:00.000Z`);
const due = fc
  .record({ amount: fen, reserved: fen, payBy: day, lateUntil: fc.option(day, { nil: undefined }) })
  .map(({ amount, reserved, ...rest }) => ({ ...rest, amount, reserved: reserved.gt(amount) ? amount : reserved }));
const dues = fc
  .array(due, { maxLength: 6 })
  .map((all) =>
    all
      .map((each, number): Due => ({ ...each, dueId: `due-${number}`, account: "party:p", version: 1 }))
      .sort((one, other) => (`${one.payBy} ${one.dueId}` < `${other.payBy} ${other.dueId}` ? -1 : 1)),
  );
const booking = fc.record({ dues, available: fen, amount: fen, creditedAt: day });

it("a line sets aside no more than there is, and for no due more than is missing", () => {
  fc.assert(
    fc.property(booking, ({ dues, available, amount, creditedAt }) => {
      const funded = fundDues(dues, available, amount, creditedAt);
      expect(sum(funded.map(({ quantity }) => quantity)).lte(available.plus(amount))).toBe(true);
      for (const { due, quantity } of funded) {
        expect(quantity.gte(0)).toBe(true);
        expect(due.reserved.plus(quantity).lte(due.amount)).toBe(true);
      }
    }),
  );
});

it("money credited in time goes to what is due, the earliest deadline first, before anything of it is free", () => {
  fc.assert(
    fc.property(booking, ({ dues, available, amount, creditedAt }) => {
      const funded = new Map(fundDues(dues, available, amount, creditedAt).map(({ due, quantity }) => [due.dueId, quantity]));
      let rest = amount;
      for (const each of dues.filter(({ payBy }) => creditedAt < payBy)) {
        const missing = each.amount.minus(each.reserved);
        const ofLine = rest.lt(missing) ? rest : missing;
        expect((funded.get(each.dueId) ?? new Decimal(0)).gte(ofLine)).toBe(true);
        rest = rest.minus(ofLine);
      }
    }),
  );
});

it("money credited too late pays nothing: what is set aside was available before, and it is noted that late money has come", () => {
  fc.assert(
    fc.property(booking, ({ dues, available, amount, creditedAt }) => {
      const funded = fundDues(dues, available, amount, creditedAt);
      const late = funded.filter(({ due }) => creditedAt >= due.payBy);
      expect(sum(late.map(({ quantity }) => quantity)).lte(available)).toBe(true);
      for (const each of dues.filter(({ payBy, amount, reserved }) => creditedAt >= payBy && reserved.lt(amount))) {
        const noted = late.find(({ due }) => due.dueId === each.dueId)?.lateAt ?? each.lateUntil ?? "";
        expect(noted >= creditedAt).toBe(true);
      }
      // Where late money is already among what is available, only the line itself counts.
      for (const { due, quantity } of funded) if (hasLateMoney(due)) expect(quantity.lte(amount)).toBe(true);
    }),
  );
});

it("where a line completes what is due, what is available counts too, and the whole is set aside", () => {
  fc.assert(
    fc.property(fen, fen, fen, (available, amount, owed) => {
      const single: Due = {
        ...{ dueId: "due", account: "party:p", amount: owed, reserved: new Decimal(0) },
        ...{ payBy: "2026-03-05T16:00:00.000Z", version: 1 },
      };
      const [funding] = fundDues([single], available, amount, "2026-03-05T15:59:59.999Z");
      const whole = available.plus(amount).gte(owed);
      const quantity = funding?.quantity ?? new Decimal(0);
      expect(quantity.eq(whole ? owed : amount)).toBe(true);
    }),
  );
});

it("a due that late money counts for is funded by it like one in time, after those that are in time, and no lateness is noted", () => {
  fc.assert(
    fc.property(booking, ({ dues, available, amount, creditedAt }) => {
      const counting = dues.map((each) => ({ ...each, lateCounts: true, lateUntil: undefined }));
      const ahead = counting.filter(({ payBy }) => creditedAt < payBy);
      const ordered = [...ahead, ...counting.filter(({ payBy }) => creditedAt >= payBy)];
      const inTime = ordered.map((each) => ({ ...each, payBy: "2026-04-01T16:00:00.000Z" }));
      const quantities = (all: readonly Due[]) =>
        fundDues(all, available, amount, creditedAt).map(({ due, quantity }) => [due.dueId, quantity.toString()]);
      expect(quantities(counting)).toEqual(quantities(inTime));
      for (const { lateAt } of fundDues(counting, available, amount, creditedAt)) expect(lateAt).toBeUndefined();
    }),
  );
});

it("an overdue instalment never takes the money that saves an award from default", () => {
  const owed = (dueId: string, amount: string, payBy: string, lateCounts?: boolean): Due => ({
    ...{ dueId, account: "party:p", amount: new Decimal(amount), reserved: new Decimal(0), payBy, version: 1 },
    ...(lateCounts !== undefined && { lateCounts }),
  });
  const overdue = owed("allocation.plan.site.2", "2400", "2026-02-01T16:00:00.000Z", true);
  const award = owed("award", "1000", "2026-03-09T16:00:00.000Z");
  const funded = (amount: string) =>
    fundDues([overdue, award], new Decimal(0), new Decimal(amount), "2026-03-05T02:00:00.000Z").map(({ due, quantity }) => [
      due.dueId,
      quantity.toString(),
    ]);
  expect(funded("1000")).toEqual([["award", "1000"]]);
  expect(funded("1500")).toEqual([
    ["award", "1000"],
    ["allocation.plan.site.2", "500"],
  ]);
});
