import { beforeAll, describe, expect, it } from "vitest";
import { mostEntries } from "../../functions/collateral/register/limits.ts";
import { areas } from "../../shared/kernel/areas.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { mainAccount, reserveAccount } from "../../shared/ledger/account.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import { commit } from "../../shared/store/transaction.ts";
import { coverageEar } from "../support/coverage.ts";
import { givenSite } from "../support/members.ts";
import { statedFacts } from "../support/stated-facts.ts";
import { EnforcementWorld, instrument, type Pledged } from "./collateral-enforcement-support.ts";
import { anEntry } from "./permits-support.ts";

const court = { documentNumber: "(2026)鄂0704执12号", documentSha256: "a".repeat(64) };

let world: EnforcementWorld;
beforeAll(async () => {
  world = await EnforcementWorld.open();
});

const propose = (pledged: Pledged, enforcementId: string, body: object) =>
  world.step(pledged.senior.subject, enforcementId, "take-over", { priceCny: "30000", ...body }, "PUT");
const complete = (as: string, enforcementId: string, body: object = {}) => world.step(as, enforcementId, "take-over/completion", body);
const available = async (account: string, of: string) => (await world.ports.ledger.position(account, of)).available.toString();

/** Money in the fund for buy-backs. */
async function fund(amount: string): Promise<void> {
  const entry = anEntry<never>(world.world);
  entry.transfer({ instrument: CNY, from: "bank:0", to: mainAccount("buy-back"), quantity: decimal(amount) });
  expect(await commit(world.house.engine.dynamo, entry.writes())).toEqual({ kind: "committed" });
}

/** Takes out what other tests left in the fund, which is one of the whole city. */
async function emptyFund(): Promise<void> {
  const { available: left } = await world.ports.ledger.position(mainAccount("buy-back"), CNY);
  if (left.isZero()) return;
  const entry = anEntry<never>(world.world);
  entry.transfer({ instrument: CNY, from: mainAccount("buy-back"), to: "bank:0", quantity: left });
  expect(await commit(world.house.engine.dynamo, entry.writes())).toEqual({ kind: "committed" });
}

describe("a take-over of enforced tonnes", () => {
  it("by a site at the agreed price uses its need and pays by rank; the difference is the pledgor's", async () => {
    const pledged = await world.pledged();
    const { firm, senior, junior } = pledged;
    const enforcementId = await world.begun(pledged);
    const taker = await world.house.bidder({ tonnes: "20", cash: "30000", offsetRatio: "1.25" });
    await world.done(propose(pledged, enforcementId, { taker: "site", takerId: taker.siteId }));
    const early = complete(taker.subject, enforcementId, { project: taker.project });
    expect(await world.refused(early)).toMatchObject({ code: "wrong-state" });
    const agree = (priceCny: string) => world.step(firm.subject, enforcementId, "take-over/agreement", { priceCny });
    expect(await world.refused(agree("29999"))).toMatchObject({ code: "proposal-changed", proposedCny: "30000" });
    await world.done(agree("30000"));
    // Nobody else completes it, and not without a certified need.
    expect(await world.refused(complete((await world.house.bidder()).subject, enforcementId))).toMatchObject({ code: "not-found" });
    expect(await world.refused(complete(taker.subject, enforcementId))).toMatchObject({ code: "taker-not-eligible" });
    const key = "take-over-once";
    const answers = await Promise.all([early, early].map((request) => world.house.call({ ...request, key })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await world.cash(senior.partyId)).toBe("15000 + 0");
    expect(await world.cash(junior.partyId)).toBe("5000 + 0");
    expect(await world.cash(firm.partyId)).toBe("10000 + 0");
    expect(await world.cash(taker.partyId)).toBe("0 + 0");
    // 10 t at 1.25:1 deliver 8 t, and 10 of the 25 t of the need are used.
    expect(await available(`site:${taker.siteId}`, instrument)).toBe("8");
    expect(await available(`site:${taker.siteId}`, `need/SO2/${taker.project}`)).toBe("15");
    expect(await world.tonnes(pledged)).toBe("0 free, 0 held, slices 0");
    expect(await world.pledges(pledged)).toEqual(["enforced 0.00", "enforced 0.00"]);
    expect(await world.faults()).toEqual([]);
    const path = `/collateral/enforcements/${enforcementId}`;
    const ofTaker = await world.done({ as: taker.subject, method: "GET", path });
    expect(ofTaker).toMatchObject({ state: "taken-over", payments: [] });
    expect(ofTaker).not.toHaveProperty("pledgorCny");
  });

  it("ends the coverage of every pledge on them, and each debtor gets a statement of what is paid", async () => {
    const pledged = await world.pledged();
    const enforcementId = await world.begun(pledged);
    const taker = await world.house.bidder({ tonnes: "20", cash: "18000" });
    await world.done(propose(pledged, enforcementId, { taker: "site", takerId: taker.siteId, priceCny: "18000", courtDocument: court }));
    const ear = coverageEar(world.house.granted);
    const ids = [pledged.seniorPledge, pledged.juniorPledge];
    // Each fact once: one that is heard again has a statement given of all that came after it.
    const heard = new Set<string>();
    const coverageHears = async () => {
      const isNew = ({ factId, data }: Fact) => !heard.has(factId) && ids.includes(String((data as { pledgeId?: string }).pledgeId));
      for (const fact of await statedFacts(world.house.engine, isNew, ["Collateral"])) {
        await ear(fact);
        heard.add(fact.factId);
      }
    };
    await coverageHears();
    world.house.clock.moveTo(plusSeconds(world.house.clock.now(), 1));
    await world.done(complete(taker.subject, enforcementId, { project: taker.project }));
    await coverageHears();
    const read = (pledgeId: string, what: string) =>
      world.done({ as: pledged.firm.subject, method: "GET", path: `/collateral/pledges/${pledgeId}/${what}` });
    for (const [pledgeId, figures] of [
      [pledged.seniorPledge, { repaidCny: "15000.00", owedCny: "0.00" }],
      [pledged.juniorPledge, { repaidCny: "3000.00", owedCny: "2000.00" }],
    ] as const) {
      expect(await read(pledgeId, "coverage")).toMatchObject({ state: "ended", positions: [] });
      const { items } = await read(pledgeId, "statements");
      expect((items as object[])[0]).toMatchObject({ state: "enforced", pledged: [], ...figures });
    }
  });

  it("by the reserve at a court's price needs no consent, is paid from the fund, and makes quota of the permits", async () => {
    const pledged = await world.pledged({ senior: "20000", junior: "9000" });
    const enforcementId = await world.begun(pledged, { quantity: "4" });
    const body = { taker: "reserve", priceCny: "22000.01", courtDocument: court };
    expect(await world.done(propose(pledged, enforcementId, body))).toMatchObject({ state: "agreed" });
    const before = decimal(await available(reserveAccount("ezhou"), "quota/SO2/ezhou"));
    const { regulator } = world.house;
    await emptyFund();
    expect(await world.refused(complete(regulator, enforcementId))).toMatchObject({ code: "price-not-covered" });
    await fund("22000.01");
    await world.done(complete(regulator, enforcementId));
    expect(await available(reserveAccount("ezhou"), "quota/SO2/ezhou")).toBe(before.plus(4).toString());
    expect(await world.cash(pledged.senior.partyId)).toBe("20000 + 0");
    expect(await world.cash(pledged.junior.partyId)).toBe("2000.01 + 0");
    expect(await world.tonnes(pledged)).toBe("0 free, 6 held, slices 6");
    expect(await world.pledges(pledged)).toEqual(["repaid 0.00", "disbursed 6999.99"]);
    expect(await world.faults()).toEqual([]);
  });

  it("pays as many pledges as a slice takes in one transaction, though all of them are repaid and some tonnes stay pledged", async () => {
    const { own } = world.ports;
    const pledged = await world.pledged({ senior: "1000", junior: "1000" });
    const { firm, juniorPledge } = pledged;
    const junior = required(await own.pledge(juniorPledge), "pledge");
    const others = Array.from({ length: mostEntries - 2 }, (_, place) => {
      const bank = { ...junior.bank, partyId: `${junior.bank.partyId}-${place}` };
      // Pledges that are in the lists of every area.
      return { ...junior, pledgeId: `${juniorPledge}-${place}`, bank, areas: areas.map(({ code }) => code), version: 1 };
    });
    const register = required(await own.register({ account: firm.account, instrument }), "register");
    const slices = register.slices.map((slice) => {
      const entry = required(slice.entries[1], "entry");
      return {
        ...slice,
        entries: [...slice.entries, ...others.map(({ pledgeId, bank }) => ({ ...entry, pledgeId, bankId: bank.partyId }))],
      };
    });
    const writes = [
      ...others.flatMap((each) => own.pledgePut(each)),
      ...own.registerPut({ ...register, slices, version: register.version + 1 }),
    ];
    expect(await commit(world.house.engine.dynamo, writes)).toEqual({ kind: "committed" });
    const enforcementId = await world.begun(pledged, { quantity: "4" });
    await world.done(propose(pledged, enforcementId, { taker: "reserve", priceCny: "50000", courtDocument: court }));
    await fund("50000");
    await world.done(complete(world.house.regulator, enforcementId));
    const ids = [pledged.seniorPledge, juniorPledge, ...others.map(({ pledgeId }) => pledgeId)];
    const after = await own.pledgesAt(ids);
    expect(after.map(({ state, repaidCny }) => `${state} ${repaidCny}`)).toEqual(ids.map(() => "repaid 1000.00"));
    expect(await world.tonnes(pledged)).toBe("0 free, 6 held, slices 6");
  });

  it("is refused to a bank, to a site that is not eligible, and to money or need that is not there", async () => {
    const pledged = await world.pledged();
    const enforcementId = await world.begun(pledged);
    const refusedTaker = { code: "taker-not-eligible" };
    expect(await world.refused(propose(pledged, enforcementId, { taker: "member", takerId: pledged.senior.partyId }))).toMatchObject(
      refusedTaker,
    );
    expect(await world.refused(propose(pledged, enforcementId, { taker: "site", takerId: pledged.senior.partyId }))).toMatchObject(
      refusedTaker,
    );
    expect(await world.refused(propose(pledged, enforcementId, { taker: "site" }))).toMatchObject(refusedTaker);
    const attempts: readonly (readonly [given: Parameters<typeof world.house.bidder>[0], code: string])[] = [
      [{ cash: "29999.99" }, "price-not-covered"],
      [{ cash: "30000", tonnes: "9.999" }, "need-not-covered"],
      [{ cash: "30000", site: { sourceClass: "agricultural" } }, "taker-not-eligible"],
    ];
    for (const [given, code] of attempts) {
      const taker = await world.house.bidder(given);
      await world.done(propose(pledged, enforcementId, { taker: "site", takerId: taker.siteId, courtDocument: court }));
      expect(await world.refused(complete(taker.subject, enforcementId, { project: taker.project }))).toMatchObject({ code });
    }
    const taker = await world.house.bidder({ cash: "30000" });
    const { siteId } = await givenSite(world.house.engine, taker.partyId, { state: "unconfirmed" });
    await world.done(propose(pledged, enforcementId, { taker: "site", takerId: siteId, courtDocument: court }));
    expect(await world.refused(complete(taker.subject, enforcementId, { project: taker.project }))).toMatchObject(refusedTaker);
    expect(await world.tonnes(pledged)).toBe("0 free, 10 held, slices 10");
    expect(await world.faults()).toEqual([]);
  });

  it("is not proposed any more once a sale is announced, and a sale is not announced while it is", async () => {
    const pledged = await world.pledged();
    const first = await world.begun(pledged, { quantity: "4" });
    await world.announcedPart(pledged, first, "4");
    expect(await world.refused(propose(pledged, first, { taker: "reserve" }))).toMatchObject({ code: "on-sale" });
    const other = await world.pledged();
    const second = await world.begun(other);
    await world.done(propose(other, second, { taker: "reserve" }));
    expect(await world.refused(world.announcement(other, second))).toMatchObject({ code: "lot-not-pledged", rule: "state" });
    await world.done(world.step(other.senior.subject, second, "withdrawal", { reason: "paid" }));
    expect(await world.pledges(other)).toEqual(["disbursed 15000.00", "disbursed 5000.00"]);
  });
});

describe("enforcement", () => {
  it("begins on what is pledged, disbursed and not enforced already; nobody joins the slice meanwhile", async () => {
    const pledged = await world.pledged();
    const { firm, senior, junior, seniorPledge, juniorPledge } = pledged;
    expect(await world.refused(world.begin(pledged, { quantity: "10.001" }))).toMatchObject({ code: "slice-unknown" });
    expect(await world.refused({ ...world.begin(pledged), as: junior.subject })).toMatchObject({ code: "not-found" });
    await world.begun(pledged);
    expect(await world.refused(world.begin(pledged))).toMatchObject({ code: "wrong-state" });
    const ofJunior = { ...pledged, senior: junior, seniorPledge: juniorPledge };
    expect(await world.refused(world.begin(ofJunior))).toMatchObject({ code: "being-enforced" });
    const [{ sliceId } = { sliceId: "" }] = (await world.ports.own.register(firm))?.slices ?? [];
    const late = await world.world.bank();
    const read = await world.done({ as: senior.subject, method: "GET", path: `/collateral/pledges/${seniorPledge}` });
    const numbers = (await world.ports.own.register(firm))?.slices.flatMap(({ entries }) =>
      entries.map(({ registered }) => registered.number),
    );
    const parts = [{ account: firm.account, instrument, quantity: "10", sliceId }];
    const draft = world.world.draft(late, firm, "10", { parts, acceptedSeniors: numbers, amountCny: "1000", appraisedCny: "100000" });
    expect(read.state).toBe("enforcing");
    expect(await world.refused(draft)).toMatchObject({ code: "being-enforced" });
  });

  it("tells the bank and the pledgor, and juniors without any amount", async () => {
    const pledged = await world.pledged();
    const enforcementId = await world.begun(pledged);
    world.house.clock.moveTo(plusSeconds(world.house.clock.now(), 1));
    const toJunior = await world.statedTo(pledged.junior.partyId, enforcementId);
    expect(toJunior.map(({ factType }) => factType)).toEqual(["enforcement-noted"]);
    expect(JSON.stringify(toJunior)).not.toContain("15000");
    const toFirm = await world.statedTo(pledged.firm.partyId, enforcementId);
    expect(toFirm.map(({ factType }) => factType)).toEqual(["enforcement-begun"]);
  });
});
