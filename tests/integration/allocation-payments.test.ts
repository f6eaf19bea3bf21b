import { beforeEach, describe, expect, it } from "vitest";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { type AllocationOffice, daysAfter, type Holder, openAllocationOffice } from "../support/allocation-office.ts";
import { conservationFaults } from "../support/conservation.ts";

describe("a use fee is paid in instalments", () => {
  let office: AllocationOffice;
  let holder: Holder;
  beforeEach(async () => {
    office = await openAllocationOffice();
    holder = await office.holder();
  });
  const problem = (code: string, status = 409) => ({ status, body: { type: `/problems/${code}` } });
  const payByOf = (number: number) => required(holder.payBy[number - 1], `deadline ${number}`);
  const states = async () => (await office.line(holder)).instalments.map(({ state }) => state);
  /** Moves the clock, closes every bank day before, and does what time does. */
  const until = async (at: string) => {
    office.clock.moveTo(at);
    await office.closeDay();
    await office.steps(holder);
  };

  it("whose first payment delivers everything, with 7.500 t of COD and 0.750 t of NH3-N held", async () => {
    await office.receive(holder, "6400");
    // Set aside at once, and paid by the consumer.
    expect(await office.cash(holder)).toBe("0.00 + 6400.00");
    await office.payDues(holder);
    await office.payDues(holder);
    expect([await office.permits(holder), await office.permits(holder, "NH3-N")]).toEqual([
      "5.000 + 7.500 + 0.000",
      "0.500 + 0.750 + 0.000",
    ]);
    expect(await office.cash(holder)).toBe("0.00 + 0.00");
    expect(await office.line(holder)).toMatchObject({
      state: "delivered",
      instalments: [{ state: "paid" }, ...Array(4).fill({ state: "unpaid" })],
    });
    expect(await conservationFaults(office.engine)).toEqual([]);
  });

  it("of which two and a half cover two, early ones too; the rest stays cash", async () => {
    await office.receive(holder, "20000");
    await office.payDues(holder);
    const paid = await office.pay(holder, "6000");
    expect(paid).toMatchObject({ status: 200, body: { state: "delivered" } });
    expect([await states(), await office.cash(holder)]).toEqual([["paid", "paid", "paid", "unpaid", "unpaid"], "8800.00 + 0.00"]);
    expect([await office.permits(holder), await office.permits(holder, "NH3-N")]).toEqual([
      "8.750 + 3.750 + 0.000",
      "0.875 + 0.375 + 0.000",
    ]);
    expect(await office.pay(holder, "2399.99")).toMatchObject(problem("payment-below-instalment", 422));
    expect(await office.pay(holder, "4800")).toMatchObject({ status: 200, body: { state: "paid-up" } });
    expect([await office.permits(holder), await office.permits(holder, "NH3-N")]).toEqual([
      "12.500 + 0.000 + 0.000",
      "1.250 + 0.000 + 0.000",
    ]);
    expect(await office.pay(holder, "2400")).toMatchObject(problem("nothing-to-pay"));
    expect(await conservationFaults(office.engine)).toEqual([]);
  });
});
