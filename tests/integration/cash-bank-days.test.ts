import { beforeEach, describe, expect, it } from "vitest";
import { cashFacts } from "../../functions/cash/contract.ts";
import { watchBankDays } from "../../functions/cash/days/watch-days.ts";
import { cashStore } from "../../functions/cash/store.ts";
import { calendarReader } from "../../shared/calendar/calendars.ts";
import { startOfDay } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { Decimal } from "../../shared/kernel/decimal.ts";
import { decodeFact, factKey } from "../../shared/store/fact-store.ts";
import { openTable } from "../../shared/store/table.ts";
import { commit } from "../../shared/store/transaction.ts";
import { accountOf, closeDay, receipt } from "../support/bank.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { type Engine, engineWithOwn } from "../support/engine.ts";
import { givenMember } from "../support/members.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

// A Monday and the days around it; the Friday before ends a week.
const [friday, monday, tuesday, wednesday] = ["2026-03-06", "2026-03-09", "2026-03-10", "2026-03-11"] as const;

describe("a bank day", () => {
  let engine: Engine;
  let clock: TestClock;
  let api: WholeApi;
  let operator: string;
  let payer: { readonly partyId: string; readonly name: string; readonly subject: string };
  beforeEach(async () => {
    engine = await engineWithOwn();
    clock = testClock(plusSeconds(startOfDay(wednesday), 12 * 3600));
    api = await openWholeApi(engine, clock);
    operator = (await givenMember(engine, { role: "operator" })).subject;
    const { partyId, party, subject } = await givenMember(engine, { role: "enterprise" });
    payer = { partyId, name: party.name, subject };
  });

  const post = (path: string, body: object) => api.call({ as: operator, method: "POST", path: `/cash/${path}`, body });
  const get = async (path: string) => (await api.call({ as: operator, method: "GET", path: `/cash/${path}` })).body;
  const at = (day: string, hour = 10) => plusSeconds(startOfDay(day), hour * 3600);
  const book = (amount: string, creditedAt: string, more: object = {}) => post("receipts", receipt(payer, amount, creditedAt, more));
  const close = (day: string, closingBalance: string) => post(`bank-days/${day}/closing`, { closingBalance });
  const reopen = (day: string) => post(`bank-days/${day}/reopening`, { reason: "a late line" });
  const refusal = (code: string, more: object = {}) => ({ status: 409, body: { type: `/problems/${code}`, ...more } });

  it("is the Shanghai day on which the money moved, whenever it is booked, and lists all its lines", async () => {
    await book("1.00", "2026-03-09T15:59:59.999Z");
    await book("2.00", "2026-03-09T16:00:00.000Z", { payerName: "Somebody else" });
    expect(await get(`bank-days/${monday}/lines`)).toMatchObject({ items: [{ amount: "1.00", bankDay: monday, state: "booked" }] });
    expect(await get(`bank-days/${tuesday}/lines`)).toMatchObject({ items: [{ amount: "2.00", bankDay: tuesday, state: "suspense" }] });
    expect(await get(`bank-days/${tuesday}`)).toMatchObject({ state: "open", linesIn: "2.00", lines: 1, inSuspense: "2.00" });
  });

  it("takes no line of the future", async () => {
    expect(await book("1.00", plusSeconds(clock.now(), 1))).toMatchObject({ status: 422, body: { type: "/problems/credited-in-future" } });
    expect(await book("1.00", clock.now())).toMatchObject({ status: 200 });
  });

  it("is closed by the balance that opening balance and lines make, and by no other", async () => {
    await book("100.00", at(monday));
    await book("20.00", at(monday), { payerName: "Somebody else" });
    const figures = { openingBalance: "0.00", linesIn: "120.00", linesOut: "0.00", expectedBalance: "120.00", closingBalance: "119.99" };
    expect(await close(monday, "119.99")).toMatchObject(refusal("bank-day-differs", figures));
    expect(await close(monday, "120.00")).toMatchObject({ status: 200, body: { state: "closed", closingBalance: "120.00" } });
    const { body } = await post("refunds", {
      partyId: payer.partyId,
      amount: "30.00",
      toAccount: accountOf(payer.partyId),
      reason: "asked",
    });
    const { refundId } = body as { refundId: string };
    await post(`refunds/${refundId}/pay-out`, { bankReference: "OUT-0001", creditedAt: at(tuesday) });
    expect(await get(`bank-days/${tuesday}`)).toMatchObject({ openingBalance: "120.00", linesOut: "30.00", expectedBalance: "90.00" });
    expect(await close(tuesday, "90.00")).toMatchObject({ status: 200 });
    expect(await get("bank-days")).toMatchObject({ items: [{ day: tuesday, closingBalance: "90.00" }, { day: monday }] });
  });

  it("is closed once it is over, once, and after the earlier days with lines; days without lines are closed with it", async () => {
    await book("1.00", at(friday));
    await book("1.00", at(monday));
    expect(await close(wednesday, "2.00")).toMatchObject(refusal("bank-day-not-over"));
    expect(await close(tuesday, "2.00")).toMatchObject(refusal("earlier-day-open", { open: friday }));
    expect(await close(friday, "1.00")).toMatchObject({ status: 200 });
    expect(await close(monday, "2.00")).toMatchObject({ status: 200 });
    expect(await close(monday, "2.00")).toMatchObject(refusal("bank-day-closed"));
    expect(await book("1.00", at("2026-03-07"))).toMatchObject(refusal("bank-day-closed", { day: "2026-03-07" }));
    expect(await close(tuesday, "2.00")).toMatchObject({ status: 200, body: { lines: 0 } });
  });

  it("takes no line while it is closed, and a late one after it was reopened with those after it", async () => {
    await book("1.00", at(friday));
    await book("5.00", at(tuesday));
    for (const [day, balance] of [
      [friday, "1.00"],
      [monday, "1.00"],
      [tuesday, "6.00"],
    ] as const)
      expect(await close(day, balance)).toMatchObject({ status: 200 });
    const late = { bankReference: "LATE-0001" };
    expect(await book("3.00", at(friday), late)).toMatchObject(refusal("bank-day-closed", { day: friday }));
    expect(await reopen(wednesday)).toMatchObject(refusal("bank-day-not-closed"));
    expect(await reopen(friday)).toMatchObject({
      status: 200,
      body: { day: friday, throughDay: tuesday, defaults: [], moreDefaults: false },
    });
    expect(await get(`bank-days/${tuesday}`)).toMatchObject({ state: "reopened" });
    expect(await book("3.00", at(friday), late)).toMatchObject({ status: 200 });
    expect(await close(tuesday, "9.00")).toMatchObject(refusal("earlier-day-open", { open: friday }));
    expect(await close(friday, "4.00")).toMatchObject({ status: 200 });
    expect(await close(tuesday, "9.00")).toMatchObject({ status: 200, body: { openingBalance: "4.00" } });
    // Monday has no lines: closed with Tuesday, it carries Friday's new balance.
    expect(await get(`bank-days/${monday}`)).toMatchObject({ state: "closed", openingBalance: "4.00", closingBalance: "4.00" });
    expect(await reopen(tuesday)).toMatchObject({ status: 200 });
    expect(await get(`bank-days/${tuesday}`)).toMatchObject({ state: "reopened", openingBalance: "4.00" });
  });

  it("without lines is reopened too, names the defaults that rest on it, and leaves those before it closed", async () => {
    const own = cashStore(openTable(engine.dynamo, engine.tables.Cash));
    const [saturday, sunday] = ["2026-03-07", "2026-03-08"] as const;
    await book("1.00", at(friday));
    await book("1.00", at(monday));
    await close(friday, "1.00");
    await close(monday, "2.00");
    for (const bankDay of [saturday, sunday]) {
      const rests = { dueId: `due-${bankDay}`, partyId: payer.partyId, bankDay, amount: new Decimal(1), defaultedAt: clock.now() };
      await commit(engine.dynamo, own.defaultWrites(rests));
    }
    expect(await reopen(sunday)).toMatchObject({
      status: 200,
      body: { day: sunday, throughDay: monday, defaults: [{ bankDay: sunday }] },
    });
    expect(await book("1.00", at(saturday))).toMatchObject(refusal("bank-day-closed", { day: saturday }));
    expect(await book("1.00", at(sunday))).toMatchObject({ status: 200 });
    expect(await close(monday, "3.00")).toMatchObject(refusal("earlier-day-open", { open: sunday }));
    expect(await close(sunday, "2.00")).toMatchObject({ status: 200, body: { openingBalance: "1.00" } });
    expect(await close(monday, "3.00")).toMatchObject({ status: 200, body: { openingBalance: "2.00" } });
  });

  it("reopened from its beginning has never been closed", async () => {
    await book("1.00", at(monday));
    await close(monday, "1.00");
    expect(await reopen("2026-03-01")).toMatchObject({ status: 200, body: { throughDay: monday } });
    expect(await book("1.00", at("2026-03-01"))).toMatchObject({ status: 200 });
    expect(await closeDay(api.call, operator, monday)).toMatchObject({
      status: 200,
      body: { openingBalance: "1.00", closingBalance: "2.00" },
    });
  });

  it("lets no line slip in while it is closed, however many are booked at the same time", async () => {
    for (let round = 0; round < 3; round += 1) {
      const day = [friday, monday, tuesday][round] ?? monday;
      const before = (await get(`bank-days/${day}`)) as { expectedBalance: string };
      const bookings = Array.from({ length: 12 }, () => book("1.00", at(day)));
      const closings = [0, 4, 12].map((lines) => close(day, (Number(before.expectedBalance) + lines).toFixed(2)));
      const booked = (await Promise.all(bookings)).filter(({ status }) => status === 200).length;
      await Promise.all(closings);
      const { state, linesIn, closingBalance, expectedBalance } = (await get(`bank-days/${day}`)) as Record<string, string>;
      expect(linesIn).toBe(`${booked}.00`);
      if (state === "closed") expect(closingBalance).toBe(expectedBalance);
      else await closeDay(api.call, operator, day);
    }
  });

  it("left open past the hour of the next working day is stated once, and warned about until it is closed", async () => {
    const own = cashStore(openTable(engine.dynamo, engine.tables.Cash));
    const warned: string[] = [];
    const calendars = calendarReader(engine.dynamo, engine.tables.Calendar);
    const watch = () => watchBankDays({ dynamo: engine.dynamo, clock, own, calendars, hour: 10, warn: (day) => void warned.push(day) });
    await watch();
    expect(warned).toEqual([]);
    await book("1.00", at(friday));
    // On Saturday nothing is missed, nor before ten on Monday.
    for (const moment of [at("2026-03-07", 20), at(monday, 9.9)]) {
      clock.moveTo(moment);
      await watch();
    }
    expect(warned).toEqual([]);
    clock.moveTo(at(monday));
    await watch();
    await watch();
    expect(warned).toEqual([friday, friday]);
    const fact = await own.read(factKey(`bank-day-left-open.${friday}`), decodeFact);
    expect(cashFacts.bankDayLeftOpen.data.parse(fact?.data)).toEqual({ day: friday });
    await close(friday, "1.00");
    await watch();
    expect(warned).toHaveLength(2);
    // Monday has no lines, and has to be closed all the same: what was to be paid by then is decided by it.
    clock.moveTo(at(tuesday));
    await watch();
    expect(warned.slice(2)).toEqual([monday]);
  });
});
