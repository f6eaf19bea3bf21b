import { describe, expect, it } from "vitest";
import { defaultAwards } from "../../functions/auctions/settlement/default-awards.ts";
import { endFreezeTerms } from "../../functions/collateral/freezes/end-terms.ts";
import { goOnWithRecovery } from "../../functions/surplus/recovery-steps.ts";
import { recoveryKey } from "../../functions/surplus/store.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal, plain, sum } from "../../shared/kernel/decimal.ts";
import { mainAccount, partyAccount } from "../../shared/ledger/account.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import type { TradeRecord } from "../../shared/records/trade-record.ts";
import { commit } from "../../shared/store/transaction.ts";
import { daysAfter, instrumentOf, openAllocationOffice } from "../support/allocation-office.ts";
import { enrolmentOf, openAuctionHouse } from "../support/auction-house.ts";
import { of2024, of2025, openSurrenderOffice } from "../support/surrender-office.ts";
import { differencesFound, inShort, tradeRecordsOf } from "../support/trade-records.ts";
import { EnforcementWorld, instrument as pledgedInstrument } from "./collateral-enforcement-support.ts";
import { openCourtDesk } from "./collateral-freezes-support.ts";
import { anEntry } from "./permits-support.ts";
import { SurplusWorld } from "./surplus-support.ts";
import { PriceWorld } from "./valuation-support.ts";

const totalOf = (records: readonly TradeRecord[], kind: TradeRecord["kind"], of: "quantity" | "amount" = "quantity"): string =>
  plain(sum(records.filter((record) => record.kind === kind).map((record) => decimal(record[of] ?? "0"))));

describe("records of sales", () => {
  it("say of an award who bought what of whom, to the fen and the kilogram, and agree with the ledger; a default is no turnover", async () => {
    const house = await openAuctionHouse();
    const [paying, failing] = [
      await house.bidder({ tonnes: "20", cash: "100000", offsetRatio: "1.25" }),
      await house.bidder({ tonnes: "20", cash: "6000" }),
    ];
    const auctionId = await house.announce();
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    await house.enrol(auctionId, paying, "5");
    await house.enrol(auctionId, failing, "5");
    await house.bid(auctionId, paying, [
      ["4210", "2"],
      ["4010", "3"],
    ]);
    await house.bid(auctionId, failing, [["4000", "5"]]);
    await house.close(auctionId);
    await house.settle(auctionId);
    house.clock.moveTo(plusSeconds(house.clock.now(), 30 * 86_400));
    await house.closeDay();
    await defaultAwards(house.ports);
    const concerned = [paying.partyId, failing.partyId];
    const records = await tradeRecordsOf(house.engine, ({ parties }) => parties.some((each) => concerned.includes(each)), ["Auctions"]);
    // 2 t at 4,210 and 3 t at 4,010 for one year: 20,450.00 CNY; 1.25:1 delivers 4 t.
    const [award, forfeiture] = records;
    // 5 t at 4,000 asked for a deposit of 6,000 CNY, which is kept.
    expect(forfeiture).toMatchObject({ kind: "forfeiture", quantity: "5", amount: "6000.00" });
    expect(forfeiture).not.toHaveProperty("series");
    expect(award).toMatchObject({
      ...{ kind: "award", series: "auction", quantity: "5", years: 1, amount: "20450.00", price: "4090", retiredTonnes: "1" },
      ...{ poolArea: "420700", entry: { kind: "award-settled", reference: enrolmentOf(auctionId, paying).enrolmentId } },
      blockReference: expect.stringMatching(new RegExp(`^SO2\\.ezhou\\.202606\\.203105\\.${auctionId}\\.000[12]$`)),
    });
    expect(award?.areas).toContain("420700");
    expect(await differencesFound(house.engine, records)).toEqual([]);
  });
});

describe("records of allocations", () => {
  it("say what was delivered at the rate of the plan, and what instalments released, froze and restored", async () => {
    const office = await openAllocationOffice();
    const holder = await office.holder();
    await office.receive(holder, "6400");
    await office.pay(holder, "6400");
    for (const days of [15, 16]) {
      office.clock.moveTo(daysAfter(holder.payBy[1] ?? "", days));
      await office.closeDay();
      await office.steps(holder);
    }
    office.clock.moveTo(plusSeconds(office.clock.now(), 60));
    await office.receive(holder, "2400");
    await office.pay(holder, "2400");
    const records = await tradeRecordsOf(office.engine, ({ parties }) => parties.includes(holder.partyId), ["Allocations"]);
    expect(inShort(records)).toEqual([
      "allocation/allocation permit/COD 12.5 14375.00 CNY held 7.5",
      "allocation/allocation permit/NH3-N 1.25 1625.00 CNY held 0.75",
      "freeze permit/COD 1.875 held 0",
      "freeze permit/NH3-N 0.187 held 0",
      "release permit/COD 1.875 held -1.875",
      "release permit/NH3-N 0.187 held -0.187",
    ]);
    expect(records.find(({ kind, pollutant }) => kind === "allocation" && pollutant === "COD")).toMatchObject({
      ...{ series: "allocation", price: "230.00", years: 5, quotaSource: "cap", siteId: holder.siteId },
      blockReference: `COD.liangzi-lake.202607.203106.${holder.allocationId}`,
      instalments: [{ number: 1, amountCny: "6400.00" }],
      parties: expect.arrayContaining([
        expect.objectContaining({ role: "holder", partyId: holder.partyId, creditCode: expect.any(String) }),
      ]),
    });
    expect(await differencesFound(office.engine, records)).toEqual([]);
  });

  it("take a payment back that a reversed certificate made, in figures below zero, so that totals net", async () => {
    const office = await openAllocationOffice();
    const holder = await office.holder({ plan: { paymentMode: "tax-certificate" } });
    await office.certify(holder, "6400", { number: "TAX-A1" });
    office.clock.moveTo(plusSeconds(office.clock.now(), 60));
    await office.certify(holder, "2400", { number: "TAX-A2" });
    office.clock.moveTo(plusSeconds(office.clock.now(), 60));
    await office.sell(holder, "COD", "6");
    await office.reverse(holder, "TAX-A2");
    office.clock.moveTo(plusSeconds(office.clock.now(), 60));
    await office.buyBack(holder, "COD", "6");
    await office.steps(holder);
    const records = await tradeRecordsOf(office.engine, ({ parties }) => parties.includes(holder.partyId), ["Allocations"]);
    const cod = records.filter(({ instrument }) => instrument === instrumentOf("COD"));
    expect(inShort(cod)).toEqual([
      "allocation/allocation permit/COD 12.5 14375.00 CNY held 7.5",
      "release permit/COD 1.875 held -1.875",
      // 0.875 t were left at the site; the missing tonne is held once it is back.
      "release permit/COD -1.875 held 0.875 reverses",
      "freeze permit/COD 1 held 1",
    ]);
    const [released, reversed] = cod.filter(({ kind }) => kind === "release");
    expect(reversed?.reverses).toBe(released?.recordId);
    expect(totalOf(cod, "release")).toBe("0");
    expect(await differencesFound(office.engine, records)).toEqual([]);
  });

  it("forfeit what is not paid at first, without turnover", async () => {
    const office = await openAllocationOffice();
    const holder = await office.holder();
    office.clock.moveTo(daysAfter(holder.payBy[0] ?? "", 3));
    await office.closeDay();
    await office.steps(holder);
    const records = await tradeRecordsOf(office.engine, ({ parties }) => parties.includes(holder.partyId), ["Allocations"]);
    expect(records.map(({ kind, series, ground }) => [kind, series, ground])).toEqual([
      ["forfeiture", undefined, "unpaid"],
      ["forfeiture", undefined, "unpaid"],
    ]);
    expect(await differencesFound(office.engine, records)).toEqual([]);
  });
});

describe("records of surplus and recoveries", () => {
  it("say what was bought back by agreement and what was recovered, each with the quota that it became", async () => {
    const world = await SurplusWorld.open();
    const holder = await world.holder();
    const storageId = await world.stored(holder, "6");
    const version = await world.price("1000.01");
    await world.setFund("50000");
    await world.done(world.buyingBack(holder, storageId, "4.001", version));
    world.clock.moveTo(plusSeconds(world.clock.now(), 60));
    const { recoveryId } = await world.done(world.recovering(holder));
    await goOnWithRecovery(world.ports, recoveryKey(String(recoveryId)));
    const records = await tradeRecordsOf(world.engine, ({ parties }) => parties.includes(holder.partyId), ["Surplus"]);
    expect(inShort(records)).toEqual(["transfer/agreement permit/COD 4.001 11002.86 CNY", "transfer permit/COD 5.999"]);
    expect(records[0]).toMatchObject({ months: 33, price: "1000.01", siteId: holder.siteId });
    expect(records[0]?.blockReference).toMatch(/^COD\.liangzi-lake\./);
    expect(await differencesFound(world.engine, records)).toEqual([]);
  });
});

describe("records of allowances", () => {
  it("take the latest surrenders back where something is given back, and net to what stays surrendered", async () => {
    const house = await openSurrenderOffice();
    const mill = await house.reported("999.2");
    await house.give(`party:${mill.partyId}`, of2024, "300");
    await house.give(`party:${mill.partyId}`, of2025, "900");
    await house.done(house.surrender(mill, { tonnes: "250" }));
    house.later();
    await house.done(house.surrender(mill, { tonnes: "750" }));
    await house.office.done(house.office.reopening(mill));
    await house.accept(mill, "650", { correction: "read again" });
    house.later();
    await house.done(house.byBureau(mill, "giving-back", { instrument: of2024, tonnes: "120" }));
    const records = await tradeRecordsOf(house.engine, ({ parties }) => parties.includes(mill.partyId), ["Carbon"]);
    const surrendered = records.filter(({ instrument }) => instrument === of2024);
    expect(inShort(surrendered)).toEqual([
      "surrender allowance/hubei 250",
      "surrender allowance/hubei 50",
      "surrender allowance/hubei -70 reverses",
      "surrender allowance/hubei -50 reverses",
    ]);
    expect(surrendered.slice(2).map(({ reverses }) => reverses)).toEqual(surrendered.slice(0, 2).map(({ recordId }) => recordId));
    expect(totalOf(surrendered, "surrender")).toBe("180");
    expect(await differencesFound(house.engine, records)).toEqual([]);
  });

  it("say what the regulator froze and lifted, and what a holder cancelled", async () => {
    const house = await openSurrenderOffice();
    const mill = await house.obliged("500", { [of2024]: "300" });
    const { holdId: liftedHoldId } = await house.done(house.freeze(mill, { instrument: of2024, tonnes: "250" }));
    house.later();
    await house.done(house.freeze(mill, { instrument: of2024, tonnes: "100", liftedHoldId }));
    const records = await tradeRecordsOf(house.engine, ({ parties }) => parties.includes(mill.partyId), ["Carbon"]);
    expect(inShort(records)).toEqual(["freeze allowance/hubei 250 held 250", "release allowance/hubei 100 held -100"]);
    expect(await differencesFound(house.engine, records)).toEqual([]);
  });
});

describe("records of prices", () => {
  it("take a corrected price back and say the new one, so that volumes net", async () => {
    const world = await PriceWorld.open();
    await world.done(world.booking("2026-02-27"));
    await world.done(world.correction("2026-02-27", 1, { priceCny: "61", volumeTonnes: "120" }));
    const records = await tradeRecordsOf(world.engine, ({ factType }) => factType === "price-published", ["Valuation"]);
    expect(records.map(({ kind, price, quantity }) => [kind, price, quantity])).toEqual([
      ["price", "60", "100"],
      ["price", "61", "120"],
      ["price", "60", "-100"],
    ]);
    expect(records[2]?.reverses).toBe(records[0]?.recordId);
    expect(totalOf(records, "price")).toBe("120");
  });
});

describe("records of pledges and freezes", () => {
  it("say what a pledge has and gives up, and how much of it the ledger holds for it alone", async () => {
    const { world } = await openCourtDesk();
    const firm = await world.pledgor("10");
    const [bank, other] = [await world.bank(), await world.bank()];
    const first = await world.registered(bank, firm, "6");
    const records = async () => tradeRecordsOf(world.engine, ({ parties }) => parties.includes(firm.partyId), ["Collateral"]);
    world.later();
    await world.registered(other, firm, "2");
    world.later();
    const cancel = {
      as: bank.subject,
      method: "POST",
      path: `/collateral/pledges/${first.pledgeId}/cancellation`,
      body: { reason: "repaid" },
    } as const;
    await world.done(cancel);
    expect(inShort(await records())).toEqual(["pledge permit/COD 6 held 6", "pledge permit/COD 2 held 2", "release permit/COD 6 held -6"]);
    const [pledge] = await records();
    expect(pledge).toMatchObject({ siteId: firm.siteId, licenceNumber: firm.licenceNumber, registrationNumber: expect.any(String) });
    expect(pledge?.parties.map(({ role, creditCode }) => [role, creditCode])).toEqual([
      ["pledgee", bank.creditCode],
      ["pledgor", firm.creditCode],
      ["debtor", firm.creditCode],
    ]);
    expect(await differencesFound(world.engine, await records())).toEqual([]);
  });

  it("say what a freeze acts on, and its end by its term", async () => {
    const { world } = await openCourtDesk();
    const mill = await world.pledgor("10");
    await world.frozen(mill, "4");
    world.clock.moveTo("2029-03-02T16:00:00.000Z");
    await endFreezeTerms(world.ports);
    const records = await tradeRecordsOf(world.engine, ({ parties }) => parties.includes(mill.partyId), ["Collateral"]);
    expect(inShort(records)).toEqual(["freeze permit/COD 4 held 4", "release permit/COD 4 held -4"]);
    expect(await differencesFound(world.engine, records)).toEqual([]);
  });

  it("count a take-over between associates apart", async () => {
    const world = await EnforcementWorld.open();
    const pledged = await world.pledged();
    const enforcementId = await world.begun(pledged);
    const taker = await world.house.bidder({ tonnes: "20", cash: "30000" });
    const body = { partyIds: [pledged.firm.partyId, taker.partyId], documentNumber: "GL-1" };
    await world.done({ as: world.house.operator, method: "POST", path: "/parties/associates", body });
    const proposal = { priceCny: "30000", taker: "site", takerId: taker.siteId };
    await world.done(world.step(pledged.senior.subject, enforcementId, "take-over", proposal, "PUT"));
    await world.done(world.step(pledged.firm.subject, enforcementId, "take-over/agreement", { priceCny: "30000" }));
    await world.done(world.step(taker.subject, enforcementId, "take-over/completion", { project: taker.project }));
    const all = await tradeRecordsOf(world.house.engine, ({ parties }) => parties.includes(pledged.firm.partyId), ["Collateral"]);
    expect(all.filter(({ kind }) => kind === "transfer")).toMatchObject([{ series: "associates", amount: "30000.00" }]);
  });

  it("say of a take-over what an award says of a sale, and end the pledges on it", async () => {
    const world = await EnforcementWorld.open();
    const pledged = await world.pledged();
    const { firm, senior } = pledged;
    const enforcementId = await world.begun(pledged);
    const taker = await world.house.bidder({ tonnes: "20", cash: "30000", offsetRatio: "1.25" });
    const entry = anEntry<never>(world.world);
    entry.transfer({ instrument: CNY, from: "bank:0", to: mainAccount("buy-back"), quantity: decimal("1") });
    await commit(world.house.engine.dynamo, entry.writes());
    const proposal = { priceCny: "30000", taker: "site", takerId: taker.siteId };
    await world.done(world.step(senior.subject, enforcementId, "take-over", proposal, "PUT"));
    await world.done(world.step(firm.subject, enforcementId, "take-over/agreement", { priceCny: "30000" }));
    world.world.later();
    await world.done(world.step(taker.subject, enforcementId, "take-over/completion", { project: taker.project }));
    const all = await tradeRecordsOf(world.house.engine, ({ parties }) => parties.includes(firm.partyId), ["Collateral"]);
    const [transfer] = all.filter(({ kind }) => kind === "transfer");
    expect(transfer).toMatchObject({
      ...{ series: "agreement", quantity: "10", amount: "30000.00", retiredTonnes: "2", offsetRatio: "1.25", siteId: taker.siteId },
      ...{ instrument: pledgedInstrument, project: taker.project, blockReference: `SO2.ezhou.202601.203012.${enforcementId}` },
    });
    expect(transfer?.parties.map(({ role, partyId }) => [role, partyId])).toEqual([
      ["seller", firm.partyId],
      ["buyer", taker.partyId],
    ]);
    // Both pledges were on all ten tonnes, and both have ended.
    expect([totalOf(all, "pledge"), totalOf(all, "release")]).toEqual(["20", "20"]);
    expect(await differencesFound(world.house.engine, all)).toEqual([]);
    expect((await world.ports.ledger.position(partyAccount(taker.partyId), CNY)).available.toString()).toBe("0");
  });
});
