import { beforeEach, describe, expect, it } from "vitest";
import { allocationsFacts } from "../../functions/allocations/contract.ts";
import { api as surplusApi } from "../../functions/surplus/api.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { mainAccount } from "../../shared/ledger/account.ts";
import { commit } from "../../shared/store/transaction.ts";
import { type AllocationOffice, daysAfter, type Holder, instrumentOf, openAllocationOffice } from "../support/allocation-office.ts";
import { conservationFaults } from "../support/conservation.ts";
import { frontDoor } from "../support/front-door.ts";
import { givenMember } from "../support/members.ts";
import { approvedByColleague } from "../support/second-person.ts";
import { storedFacts } from "../support/stored-facts.ts";
import { anEntry } from "./permits-support.ts";

describe("certificates of the tax office", () => {
  let office: AllocationOffice;
  let holder: Holder;
  beforeEach(async () => {
    office = await openAllocationOffice();
    holder = await office.holder({ plan: { paymentMode: "tax-certificate" } });
  });
  const problem = (code: string, status = 409) => ({ status, body: { type: `/problems/${code}` } });
  const payBy = (number: number) => required(holder.payBy[number - 1], `deadline ${number}`);
  const states = async () => (await office.line(holder)).instalments.map(({ state }) => state).join(" ");
  const until = async (at: string) => {
    office.clock.moveTo(at);
    await office.steps(holder);
  };

  it("pay the earliest unpaid instalments that they are the sum of, once each, and no cash moves", async () => {
    expect(await office.certify(holder, "6400.01")).toMatchObject({
      ...problem("certificate-amount-differs", 422),
      body: { possible: ["6400.00", "8800.00", "11200.00", "13600.00", "16000.00"] },
    });
    expect(await office.certify(holder, "6400", { issuedOn: "2026-06-02" })).toMatchObject(problem("certificate-in-future", 422));
    expect(await office.certify(holder, "6400", { issuedOn: "2026-05-31" })).toMatchObject(problem("certificate-too-early", 422));
    expect(await office.pay(holder, "6400")).toMatchObject(problem("paid-otherwise"));
    expect(await office.permits(holder)).toBe("0.000 + 0.000 + 0.000");
    expect(await office.certify(holder, "8800", { number: "TAX-1" })).toMatchObject({
      ...{ status: 200, body: { certificateNumber: "TAX-1", amountCny: "8800.00", instalments: [1, 2], state: "booked" } },
    });
    expect([await office.permits(holder), await states()]).toEqual(["6.875 + 5.625 + 0.000", "paid paid unpaid unpaid unpaid"]);
    const again = await office.certify(holder, "2400", { number: "TAX-1" });
    expect(again).toMatchObject(problem("duplicate-certificate"));
    expect(again.body.detail).toContain("State Taxation Administration announcement 2020 no. 21");
    const other = await office.holder({ plan: { paymentMode: "tax-certificate" } });
    expect(await office.certify(other, "6400", { number: "TAX-1" })).toMatchObject(problem("duplicate-certificate"));
    const own = await office.ask({ as: holder.subject, method: "GET", path: `/allocations/${holder.allocationId}/certificates` });
    expect(own.body).toMatchObject({ items: [{ certificateNumber: "TAX-1", issuedOn: "2026-06-01" }] });
    expect(await office.ask({ as: other.subject, method: "GET", path: `/allocations/${holder.allocationId}/certificates` })).toMatchObject(
      problem("not-found", 404),
    );
    expect(await conservationFaults(office.engine)).toEqual([]);
  });

  it("are booked once by two at the same time", async () => {
    const answers = await Promise.all([1, 2].map(() => office.certify(holder, "6400", { number: "TAX-2" })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await office.permits(holder)).toBe("5.000 + 7.500 + 0.000");
  });

  it("of the last day count for the first payment within the announced grace; then the amount returns", async () => {
    await until(daysAfter(payBy(1), 14));
    expect(await office.certify(holder, "6400", { issuedOn: "2026-07-01" })).toMatchObject(problem("certificate-too-late"));
    expect((await office.certify(holder, "6400", { issuedOn: "2026-06-30" })).status).toBe(200);
    holder = await office.holder({ plan: { paymentMode: "tax-certificate" } });
    await until(daysAfter(payBy(1), 15));
    expect((await office.line(holder)).state).toBe("returned");
    expect(await office.certify(holder, "6400", { issuedOn: "2026-06-30" })).toMatchObject(problem("nothing-to-pay"));
  });

  it("restore what was frozen from the month of their day", async () => {
    await office.certify(holder, "6400");
    await until(daysAfter(payBy(2), 20));
    expect([await states(), await office.permits(holder)]).toEqual(["paid frozen unpaid unpaid unpaid", "5.000 + 5.625 + 1.875"]);
    await until("2027-09-03T01:00:00.000Z");
    await office.certify(holder, "2400", { issuedOn: "2027-08-31" });
    expect((await office.line(holder)).instalments[1]).toMatchObject({ state: "paid", creditedOn: "2027-08-31", countsFrom: "2027-08" });
    expect(await office.permits(holder)).toBe("6.875 + 5.625 + 0.000");
  });

  it("that are reversed leave their instalments unpaid and hold again what is free; the rest is a debt, held once it is free", async () => {
    await office.certify(holder, "6400");
    await office.certify(holder, "2400", { number: "TAX-3" });
    await office.certify(holder, "2400");
    await office.sell(holder, "COD", "8");
    expect(await office.permits(holder)).toBe("0.750 + 3.750 + 0.000");
    expect((await office.reverse(holder, "TAX-3")).status).toBe(200);
    // The later instalment stays paid by its own certificate.
    expect([await states(), await office.permits(holder), await office.permits(holder, "NH3-N")]).toEqual([
      ...["paid unpaid paid unpaid unpaid", "0.000 + 4.500 + 0.000", "0.688 + 0.562 + 0.000"],
    ]);
    const { instalments } = await office.line(holder);
    expect(instalments[1]?.unsecured?.map(({ pollutant, tonnes }) => `${pollutant} ${tonnes.toFixed(3)}`)).toEqual(["COD 1.125"]);
    expect(await office.reverse(holder, "TAX-3")).toMatchObject(problem("certificate-reversed"));
    expect(await office.certify(holder, "2400", { number: "TAX-3" })).toMatchObject(problem("duplicate-certificate"));
    // Nothing is free: the job finds nothing, writes nothing and stands in nobody's way.
    const { version } = await office.line(holder);
    await office.deadlines();
    expect((await office.line(holder)).version).toBe(version);
    await office.buyBack(holder, "COD", "1");
    await office.deadlines();
    expect(await office.permits(holder)).toBe("0.000 + 5.500 + 0.000");
    await until(daysAfter(payBy(2), 16));
    expect([await states(), await office.permits(holder)]).toEqual(["paid frozen paid unpaid unpaid", "0.000 + 3.750 + 1.750"]);
    await office.buyBack(holder, "COD", "3");
    await office.deadlines();
    expect(await office.permits(holder)).toBe("2.875 + 3.750 + 1.875");
    expect(await office.certify(holder, "4800")).toMatchObject({ status: 200, body: { instalments: [2, 4] } });
    expect([await states(), await office.permits(holder)]).toEqual(["paid paid paid paid unpaid", "6.625 + 1.875 + 0.000"]);
    expect(await conservationFaults(office.engine)).toEqual([]);
  });

  it("that are reversed keep what has left the free tonnes from turning into cash, until the fee is paid again", async () => {
    const surplus = approvedByColleague(office.engine, frontDoor(surplusApi.open(office.granted)));
    const ask = async (as: string, path: string, body: object) => {
      const { status, body: answered } = await surplus({ as, method: "POST", path: `/surplus/${path}`, body });
      return { status, body: answered as Record<string, unknown> };
    };
    await office.certify(holder, "16000", { number: "TAX-8" });
    const { partyId, siteId } = holder;
    const permit = { partyId, siteId, instrument: instrumentOf("COD") };
    const measure = { kind: "treatment", measure: "second stage", startMonth: "2026-06", paidBy: "enterprise", documentNumber: "EZ-9" };
    const { certificateId } = (await ask(office.regulator, "certificates", { ...permit, tonnes: "6", ...measure })).body;
    const { storageId } = (await ask(holder.subject, "storages", { certificateId, tonnes: "5" })).body;
    const price = { priceCnyPerTonneYear: "1", source: "list", documentNumber: "EZ-7" };
    const { version: priceVersion } = (await ask(office.regulator, "buy-back-prices/liangzi-lake/COD", price)).body;
    await ask(office.regulator, "buy-back-prices/liangzi-lake/NH3-N", price);
    const fund = anEntry<never>(office);
    fund.transfer({ instrument: "CNY", from: "bank:0", to: mainAccount("buy-back"), quantity: decimal("40") });
    await commit(office.engine.dynamo, fund.writes());
    await office.sell(holder, "COD", "1");
    await office.reverse(holder, "TAX-8");
    await office.buyBack(holder, "COD", "1");
    const store = () => ask(holder.subject, "storages", { certificateId, tonnes: "1" });
    const buyBack = () => ask(holder.subject, `storages/${String(storageId)}/buy-backs`, { tonnes: "5", priceVersion });
    const owed = problem("fee-debt");
    expect([await store(), await buyBack()]).toMatchObject([owed, owed]);
    const order = { partyId, siteId, ground: "closure", reason: "closed", documentNumber: "EZ-8" };
    expect(await ask(office.regulator, "recoveries", { ...order, paidPermits: [permit.instrument, instrumentOf("NH3-N")] })).toMatchObject(
      owed,
    );
    expect(await office.permits(holder)).toBe("1.000 + 6.500 + 0.000");
    await office.certify(holder, "16000", { number: "TAX-9" });
    expect([(await store()).status, (await buyBack()).status]).toEqual([201, 200]);
    expect(await conservationFaults(office.engine)).toEqual([]);
  });

  it("that are reversed after the grace freeze at once, even the first payment; what it delivered stays delivered", async () => {
    await office.certify(holder, "16000", { number: "TAX-4" });
    expect((await office.line(holder)).state).toBe("paid-up");
    await until(daysAfter(payBy(2), 20));
    await office.reverse(holder, "TAX-4");
    expect([(await office.line(holder)).state, await states()]).toEqual(["delivered", "frozen frozen unpaid unpaid unpaid"]);
    expect(await office.permits(holder)).toBe("0.000 + 5.625 + 6.875");
    expect(await office.certify(holder, "16000", { number: "TAX-5", issuedOn: "2027-07-20" })).toMatchObject({ status: 200 });
    expect([await office.permits(holder), (await office.line(holder)).state]).toEqual(["12.500 + 0.000 + 0.000", "paid-up"]);
    expect(await conservationFaults(office.engine)).toEqual([]);
  });

  it("that are reversed after the term or a recovery leave the money owed, and nothing to hold", async () => {
    await office.certify(holder, "16000", { number: "TAX-10" });
    const recovered = await office.holder({ plan: { paymentMode: "tax-certificate" } });
    await office.certify(recovered, "6400", { number: "TAX-11" });
    await office.recover(recovered, { COD: "7.500", "NH3-N": "0.750" });
    expect((await office.line(recovered)).state).toBe("ended");
    expect(await office.reverse(recovered, "TAX-11")).toMatchObject({ status: 200, body: { state: "ended" } });
    expect(await office.permits(recovered)).toBe("5.000 + 0.000 + 0.000");
    expect(await office.certify(recovered, "6400", { number: "TAX-12" })).toMatchObject({ status: 200 });
    await until("2031-07-02T00:00:00.000Z");
    expect(await office.reverse(holder, "TAX-10")).toMatchObject({ status: 200, body: { state: "ended" } });
    expect(await states()).toBe("frozen frozen frozen frozen frozen");
    const dues = await office.ask({ as: holder.subject, method: "GET", path: "/allocations/own/dues" });
    expect(dues.body).toMatchObject({ items: [{ number: 1, unsecured: [] }] });
    expect(await office.certify(holder, "16000", { number: "TAX-13" })).toMatchObject({ status: 200 });
    expect(await conservationFaults(office.engine)).toEqual([]);
  });

  it("are booked and reversed by the bureau of the plan's area, reversed by two persons", async () => {
    const { subject } = await givenMember(office.engine, { role: "regulator", area: "420703" });
    const foreign = { as: subject, method: "POST", path: `/allocations/${holder.allocationId}/certificates` } as const;
    const body = { certificateNumber: "TAX-6", issuedOn: "2026-06-01", amount: "6400" };
    expect(await office.ask({ ...foreign, body })).toMatchObject(problem("plan-of-another-area", 403));
    await office.certify(holder, "6400", { number: "TAX-6" });
    expect(await office.reverse(holder, "TAX-7")).toMatchObject(problem("not-found", 404));
    await office.reverse(holder, "TAX-6");
    const reversed = await storedFacts(office.engine, allocationsFacts.certificateReversed, () => true, "Allocations");
    expect(reversed).toMatchObject([
      {
        ...{ actor: office.regulator, approvedBy: expect.any(String), parties: [holder.partyId] },
        data: {
          certificateNumber: "TAX-6",
          instalments: [{ number: 1, amountCny: "6400.00" }],
          held: [{ tonnes: "5" }, { tonnes: "0.5" }],
          unsecured: [],
        },
      },
    ]);
  });
});
