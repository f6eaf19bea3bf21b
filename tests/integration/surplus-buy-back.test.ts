import { beforeAll, describe, expect, it } from "vitest";
import { decimal, plain } from "../../shared/kernel/decimal.ts";
import { capAccount, mainAccount, partyAccount, reserveAccount } from "../../shared/ledger/account.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import { headroom, quota } from "../../shared/permits/instruments.ts";
import { commit } from "../../shared/store/transaction.ts";
import { conservationFaults } from "../support/conservation.ts";
import { givenMember } from "../support/members.ts";
import { anEntry } from "./permits-support.ts";
import { type Holder, SurplusWorld } from "./surplus-support.ts";

const pool = "liangzi-lake";

describe("the buy-back of stored surplus", () => {
  let world: SurplusWorld;
  beforeAll(async () => {
    world = await SurplusWorld.open();
  });

  const cashOf = async ({ partyId }: Holder) => plain((await world.ports.ledger.position(partyAccount(partyId), CNY)).available);
  const inReserve = async () => (await world.ports.ledger.position(reserveAccount(pool), quota("COD", pool))).available;
  const room = async (year: string) => (await world.ports.ledger.position(capAccount(pool), headroom("COD", pool, year))).available;

  it("pays price x tonnes x months not begun / 12 from the fund, and returns quota and headroom of these months in one entry", async () => {
    const holder = await world.holder();
    const storageId = await world.stored(holder, "6");
    const version = await world.price("1000.01");
    await world.setFund("50000");
    const before = { reserve: await inReserve(), room: await room("2026") };
    // March 2026 has begun: 33 months to the end of 2028.
    const bought = await world.done(world.buyingBack(holder, storageId, "4.001", version));
    expect(bought).toMatchObject({ tonnes: "4.001", remainingTonnes: "1.999", months: 33, amount: "11002.86", priceVersion: version });
    expect([await cashOf(holder), await world.fund()]).toEqual(["11002.86", "38997.14"]);
    expect(plain((await inReserve()).minus(before.reserve))).toBe("4.001");
    expect(plain((await room("2026")).minus(before.room))).toBe(plain(decimal("4.001").times(9)));
    expect(await world.site(holder)).toEqual({ available: "4", held: "1.999", counting: "4" });
    expect(await world.done(world.buyingBack(holder, storageId, "1.999", version))).toMatchObject({ remainingTonnes: "0" });
    const path = `/surplus/storages/${storageId}`;
    expect((await world.call({ as: holder.subject, method: "GET", path })).body).toMatchObject({ state: "bought-back" });
    expect(await conservationFaults(world.engine)).toEqual([]);
  });

  it("buys nothing that the bureau has ordered to be recovered free of charge, before the job has come", async () => {
    const holder = await world.holder();
    const storageId = await world.stored(holder, "6");
    const version = await world.price("1000");
    await world.setFund("50000");
    const { recoveryId } = await world.done(world.recovering(holder));
    expect(await world.refused(world.buyingBack(holder, storageId, "6", version))).toMatchObject({ code: "recovery-open", recoveryId });
    expect([await cashOf(holder), await world.fund()]).toEqual(["0", "50000"]);
  });

  it("asks for the standing price, for what is stored, and for months that are left; nothing moves otherwise", async () => {
    const holder = await world.holder("10", ["2026-01", "2026-03"]);
    const lasting = await world.holder();
    const [storageId, ending] = [await world.stored(lasting, "2"), await world.stored(holder, "2")];
    const old = await world.price("900");
    const version = await world.price("950");
    await world.setFund("100000");
    const refused = async (by: Holder, id: string, tonnes: string, of: number) =>
      (await world.refused(world.buyingBack(by, id, tonnes, of))).code;
    expect(await refused(lasting, storageId, "1", old)).toBe("buy-back-price-changed");
    expect(await refused(lasting, storageId, "2.001", version)).toBe("above-stored");
    expect(await refused(holder, ending, "1", version)).toBe("permit-term-over");
    expect(await refused(holder, storageId, "1", version)).toBe("not-found");
    expect([await world.fund(), await cashOf(lasting), (await world.site(lasting)).held]).toEqual(["100000", "0", "2"]);
    expect(
      (await world.call({ as: holder.subject, method: "GET", path: `/surplus/buy-back-prices/${pool}/COD?limit=2` })).body,
    ).toMatchObject({
      items: [
        { version, priceCnyPerTonneYear: "950" },
        { version: old, priceCnyPerTonneYear: "900" },
      ],
    });
  });

  it("takes nothing that is pledged: pledged tonnes can't be stored, and stored ones can't be pledged", async () => {
    const holder = await world.holder("4");
    const { certificateId } = await world.done(world.certification(holder, "4"));
    const { storageId } = await world.done(world.storing(holder, certificateId, "3"));
    await world.hold(holder, "1", "pledge");
    expect(await world.refused(world.storing(holder, certificateId, "1"))).toMatchObject({ code: "surplus-not-free" });
    const version = await world.price("900");
    await world.setFund("100000");
    expect(await world.refused(world.buyingBack(holder, String(storageId), "3.5", version))).toMatchObject({ code: "above-stored" });
    await world.done(world.buyingBack(holder, String(storageId), "3", version));
    expect(await world.site(holder)).toEqual({ available: "0", held: "1", counting: "1" });
  });

  it("is refused with what is there when the fund is too small, and never overdraws it, not even by calls at the same time", async () => {
    const holders = [await world.holder(), await world.holder(), await world.holder()];
    const storages = await Promise.all(holders.map((holder) => world.stored(holder, "4")));
    const version = await world.price("1000");
    await world.setFund("25000");
    // Each costs 11,000: the fund pays two.
    const answers = await Promise.all(
      holders.map((holder, at) => world.call(world.buyingBack(holder, String(storages[at]), "4", version))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      type: "/problems/buy-back-fund-too-small",
      required: "11000",
      available: "3000",
    });
    expect(await world.fund()).toBe("3000");
    const again = await Promise.all(
      [1, 2].map(() => world.call(world.buyingBack(holders[0] as Holder, String(storages[0]), "4", version))),
    );
    expect(again.every(({ status }) => status === 409)).toBe(true);
    expect(await conservationFaults(world.engine)).toEqual([]);
  });

  it("is funded by two persons of the city's bureau from the treasury's main account, as far as that goes", async () => {
    const give = anEntry<never>(world);
    const treasury = mainAccount("treasury");
    give.transfer({ instrument: CNY, from: "bank:0", to: treasury, quantity: decimal("500") });
    await commit(world.engine.dynamo, give.writes());
    const { available } = await world.ports.ledger.position(treasury, CNY);
    await world.setFund("0");
    const funding = (amount: string, as = world.bureau) =>
      ({ as, method: "POST", path: "/surplus/buy-back-fund", body: { amount, documentNumber: "EZ-2026-10" } }) as const;
    expect((await world.enter(funding("1"))).status).toBe(202);
    expect(await world.refused(funding(available.plus("0.01").toFixed(2)))).toMatchObject({
      code: "treasury-too-small",
      available: plain(available),
    });
    const elsewhere = await givenMember(world.engine, { role: "regulator", area: "420702" });
    expect(await world.refused(funding("1", elsewhere.subject))).toMatchObject({ code: "city-only" });
    await world.done(funding("500.00"));
    const read = { as: world.bureau, method: "GET", path: "/surplus/buy-back-fund" } as const;
    expect((await world.call(read)).body).toEqual({ availableCny: "500.00" });
    expect(await conservationFaults(world.engine)).toEqual([]);
  });

  it("has prices published by two persons of the pool's area, for pollutants that count in the pool", async () => {
    const publish = (as: string, path: string) => {
      const body = { priceCnyPerTonneYear: "1", source: "list", documentNumber: "D" };
      return { as, method: "POST", path: `/surplus/buy-back-prices/${path}`, body } as const;
    };
    expect((await world.enter(publish(world.bureau, `${pool}/COD`))).status).toBe(202);
    expect(await world.refused(publish(world.bureau, `${pool}/SO2`))).toMatchObject({ code: "pollutant-not-in-pool" });
    const elsewhere = await givenMember(world.engine, { role: "regulator", area: "420702" });
    expect(await world.refused(publish(elsewhere.subject, `${pool}/COD`))).toMatchObject({ code: "outside-your-area" });
  });
});
