import { TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { api } from "../../functions/surplus/api.ts";
import { surplusFacts } from "../../functions/surplus/contract.ts";
import { goOnWithRecoveries, goOnWithRecovery } from "../../functions/surplus/recovery-steps.ts";
import { recoveryKey } from "../../functions/surplus/store.ts";
import { plain } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { partyAccount } from "../../shared/ledger/account.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import { permit } from "../../shared/permits/instruments.ts";
import { reserveAdditions } from "../../shared/permits/reserve-additions.ts";
import { openTable } from "../../shared/store/table.ts";
import { instrumentOf, openAllocationOffice } from "../support/allocation-office.ts";
import { conservationFaults } from "../support/conservation.ts";
import { frontDoor } from "../support/front-door.ts";
import { givenMember } from "../support/members.ts";
import { approvedByColleague } from "../support/second-person.ts";
import { storedFacts } from "../support/stored-facts.ts";
import { type Holder, SurplusWorld } from "./surplus-support.ts";

describe("the recovery of a site's permits", () => {
  let world: SurplusWorld;
  beforeAll(async () => {
    world = await SurplusWorld.open();
  });

  const goOn = (recoveryId: unknown) => goOnWithRecovery(world.ports, recoveryKey(String(recoveryId)));
  const read = async (recoveryId: unknown, as = world.bureau) =>
    (await world.call({ as, method: "GET", path: `/surplus/recoveries/${String(recoveryId)}` })).body as Record<string, unknown>;
  const recovered = (recoveryId: unknown) =>
    storedFacts(world.engine, surplusFacts.permitsRecovered, ({ data }) => data.recoveryId === recoveryId, "Surplus");
  const cashOf = async ({ partyId }: Holder) => plain((await world.ports.ledger.position(partyAccount(partyId), CNY)).available);
  /** Additions to the reserve under a document. */
  const additions = async (document: string) => {
    const { items } = await reserveAdditions(openTable(world.engine.dynamo, world.engine.tables.Permits)).additions(
      { pool: "liangzi-lake", pollutant: "COD" },
      { limit: 100 },
    );
    return items.filter(({ documentNumber }) => documentNumber === document).map(({ source, tonnes }) => `${source} ${plain(tonnes)}`);
  };

  it("takes every permit with its unpaid, overdue and stored parts, free of charge, into the reserve, and names the holds", async () => {
    const holder = await world.holder();
    const other = { ...holder, instrument: permit("COD", "liangzi-lake", "2026-01", "2030-12") };
    await world.credit(other, "2");
    const stored = await world.stored(holder, "3");
    const unpaid = await world.hold(holder, "2", "unpaid-fee", "treasury");
    const overdue = await world.hold(holder, "1", "overdue-fee", "treasury");
    const documentNumber = `CLOSE-${holder.siteId}`;
    const { recoveryId, waiting } = await world.done(world.recovering(holder, { documentNumber }));
    expect(waiting).toEqual([]);
    await goOn(recoveryId);
    expect(await read(recoveryId, holder.subject)).toMatchObject({ state: "completed", recoveredTonnes: "12", paidCny: "0.00" });
    expect([await world.site(holder), await world.site(other)]).toMatchObject([
      { available: "0", held: "0" },
      { available: "0", held: "0" },
    ]);
    expect((await additions(documentNumber)).sort()).toEqual(["recovered-from-closure 10", "recovered-from-closure 2"]);
    const facts = await recovered(recoveryId);
    expect(facts.flatMap(({ data }) => data.holds.map(({ holdId, tonnes }) => `${holdId} ${tonnes}`)).sort()).toEqual(
      [`${stored} 3`, `${unpaid} 2`, `${overdue} 1`].sort(),
    );
    const path = `/surplus/storages/${stored}`;
    expect((await world.call({ as: holder.subject, method: "GET", path })).body).toMatchObject({
      state: "recovered",
      remainingTonnes: "0",
    });
    expect(await conservationFaults(world.engine)).toEqual([]);
  });

  it("says what is pledged or frozen, tells the beneficiaries, and takes it once it is free", async () => {
    const holder = await world.holder();
    const bank = await givenMember(world.engine, { role: "bank" });
    const pledge = await world.hold(holder, "4", "pledge", `party:${bank.partyId}`);
    const freeze = await world.hold(holder, "1", "freeze");
    const order = await world.done(world.recovering(holder, { ground: "bankruptcy" }));
    const holds = [
      { holdId: pledge, instrument: holder.instrument, purpose: "pledge", tonnes: "4", beneficiary: bank.partyId },
      { holdId: freeze, instrument: holder.instrument, purpose: "freeze", tonnes: "1" },
    ];
    const byTonnes = (list: unknown) => (list as typeof holds).toSorted((one, two) => (one.tonnes < two.tonnes ? 1 : -1));
    expect(byTonnes(order.waiting)).toEqual(holds);
    await goOn(order.recoveryId);
    const waiting = await read(order.recoveryId);
    expect(waiting).toMatchObject({ state: "open", recoveredTonnes: "5" });
    expect(byTonnes(waiting.waiting)).toEqual(holds);
    const [fact] = await recovered(order.recoveryId);
    expect(byTonnes(fact?.data.waiting)).toEqual(holds);
    expect(fact?.parties).toEqual([holder.partyId, bank.partyId]);
    await world.free(holder, pledge);
    await goOnWithRecoveries(world.ports);
    expect(await read(order.recoveryId)).toMatchObject({ state: "open", recoveredTonnes: "9", waiting: [{ holdId: freeze }] });
    await world.free(holder, freeze);
    await goOnWithRecoveries(world.ports);
    expect(await read(order.recoveryId)).toMatchObject({ state: "completed", recoveredTonnes: "10", waiting: [] });
    expect(await conservationFaults(world.engine)).toEqual([]);
  });

  it("happens once: neither a second order nor runs at the same time take a tonne twice", async () => {
    const holder = await world.holder();
    for (const month of ["2029-01", "2030-01", "2031-01"])
      await world.credit({ ...holder, instrument: permit("COD", "liangzi-lake", month, "2033-12") }, "1");
    const documentNumber = `TWICE-${holder.siteId}`;
    const orders = await Promise.all([1, 2].map(() => world.call(world.recovering(holder, { documentNumber }))));
    expect(orders.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { recoveryId } = required(orders.find(({ status }) => status === 200)?.body, "order") as Record<string, unknown>;
    expect(await world.refused(world.recovering(holder))).toMatchObject({
      ...{
        code: "recovery-open",
        recoveryId,
        detail: expect.stringMatching(/the site “一号厂区” \(licence [0-9A-Za-z-]{8,}\) is going on.*鄂环发〔2024〕3号, article 4/),
      },
    });
    await Promise.all([goOn(recoveryId), goOn(recoveryId), goOnWithRecoveries(world.ports)]);
    await goOn(recoveryId);
    expect(await read(recoveryId)).toMatchObject({ state: "completed", recoveredTonnes: "13" });
    expect(await additions(documentNumber)).toHaveLength(4);
    const again = await world.refused(world.recovering(holder));
    expect(again).toMatchObject({ code: "nothing-to-recover" });
    expect(again.detail).toContain("鄂环发〔2024〕3号");
    expect(await conservationFaults(world.engine)).toEqual([]);
  });

  it("and a pledge at the same time share the tonnes: each is either taken or waits", async () => {
    for (let round = 0; round < 4; round += 1) {
      const holder = await world.holder();
      const { recoveryId } = await world.done(world.recovering(holder));
      await Promise.all([goOn(recoveryId), world.hold(holder, "6", "pledge").catch(() => undefined)]);
      const { state, recoveredTonnes } = await read(recoveryId);
      const site = await world.site(holder);
      expect([`open 4 6 0`, `completed 10 0 0`]).toContain(`${String(state)} ${String(recoveredTonnes)} ${site.held} ${site.available}`);
    }
    expect(await conservationFaults(world.engine)).toEqual([]);
  });

  it("pays the standing price for what was paid for, and waits, visibly, while the fund cannot", async () => {
    const holder = await world.holder();
    const free = { ...holder, instrument: permit("COD", "liangzi-lake", "2026-01", "2029-12") };
    await world.credit(free, "2");
    await world.hold(holder, "4", "unpaid-fee");
    await world.price("1000");
    await world.setFund("16499.99");
    // Six paid tonnes for 33 months.
    const order = world.recovering(holder, { paidPermits: [holder.instrument], ground: "relocation" });
    expect(await world.refused(order)).toMatchObject({ code: "buy-back-fund-too-small", required: "16500", available: "16499.99" });
    const misspelt = world.recovering(holder, { paidPermits: [permit("COD", "liangzi-lake", "2026-01", "2027-12")] });
    expect(await world.refused(misspelt)).toMatchObject({ code: "holder-has-no-such-permit" });
    await world.setFund("16500");
    const { recoveryId } = await world.done(order);
    await world.setFund("100");
    await goOn(recoveryId);
    expect(await read(recoveryId)).toMatchObject({ state: "open", blocked: "fund", recoveredTonnes: "2" });
    expect(await world.site(holder)).toMatchObject({ available: "6", held: "4" });
    await world.setFund("17000");
    await goOnWithRecoveries(world.ports);
    const done = await read(recoveryId);
    expect(done).toMatchObject({ state: "completed", recoveredTonnes: "12", paidCny: "16500.00" });
    expect(done).not.toHaveProperty("blocked");
    expect([await cashOf(holder), await world.fund()]).toEqual(["16500", "500"]);
    expect(await conservationFaults(world.engine)).toEqual([]);
  });

  it("never takes free of charge what an allocation delivered for a fee", async () => {
    const office = await openAllocationOffice("Ledger");
    const call = approvedByColleague(office.engine, frontDoor(api.open(office.granted)));
    const holder = await office.holder();
    const { partyId, siteId } = holder;
    await office.receive(holder, "6400");
    await office.payDues(holder);
    const recovering = (paidPermits: readonly string[], more: object = {}) => {
      const body = { partyId, siteId, ground: "closure", reason: "closed", documentNumber: "EZ-2026-8", paidPermits, ...more };
      return call({ as: office.regulator, method: "POST", path: "/surplus/recoveries", body });
    };
    const [cod, nitrogen] = [instrumentOf("COD"), instrumentOf("NH3-N")];
    const refused = { status: 409, body: { type: "/problems/permit-was-paid", instrument: nitrogen, allocationId: holder.allocationId } };
    const answer = await recovering([cod]);
    expect(answer).toMatchObject(refused);
    for (const document of ["鄂环发〔2024〕3号", "财税〔2015〕61号"]) expect(answer.text).toContain(document);
    expect(await recovering([], { ground: "cut", cut: { instrument: nitrogen, tonnes: "1" } })).toMatchObject(refused);
    const path = "/surplus/recoveries";
    expect((await call({ as: holder.subject, method: "GET", path })).body).toMatchObject({ items: [] });
    // Named, it is paid for: the next question is the price or, where somebody published one on this engine, the fund.
    const next = expect.stringMatching(/^\/problems\/(?:no-buy-back-price|buy-back-fund-too-small)$/);
    expect(await recovering([cod, nitrogen])).toMatchObject({ status: 409, body: { type: next } });
  });

  it("of a cut takes its tonnes of the named permit, available ones first, and waits only for what is missing", async () => {
    const holder = await world.holder();
    const pledge = await world.hold(holder, "5", "pledge");
    await world.hold(holder, "3", "unpaid-fee");
    const documentNumber = `CUT-${holder.siteId}`;
    const cut = (tonnes: string) =>
      world.recovering(holder, { ground: "cut", documentNumber, cut: { instrument: holder.instrument, tonnes } });
    expect(await world.refused(cut("10.001"))).toMatchObject({ code: "cut-above-held", holds: "10" });
    const small = await world.done(cut("4"));
    expect(small.waiting).toEqual([]);
    await goOn(small.recoveryId);
    expect(await read(small.recoveryId)).toMatchObject({ state: "completed", recoveredTonnes: "4", cut: { tonnes: "4" } });
    expect(await world.site(holder)).toMatchObject({ available: "0", held: "6" });
    const large = await world.done(cut("2"));
    expect(large.waiting).toMatchObject([{ holdId: pledge }]);
    await goOn(large.recoveryId);
    expect(await read(large.recoveryId)).toMatchObject({ state: "open", recoveredTonnes: "1" });
    await world.free(holder, pledge);
    await goOn(large.recoveryId);
    expect(await read(large.recoveryId)).toMatchObject({ state: "completed", recoveredTonnes: "2" });
    expect(await world.site(holder)).toMatchObject({ available: "4", held: "0" });
    expect((await additions(documentNumber)).sort()).toEqual([
      "initial-allocation-cut 1",
      "initial-allocation-cut 1",
      "initial-allocation-cut 4",
    ]);
    expect((await world.call(world.recovering(holder, { ground: "cut" }))).status).toBe(422);
  });

  it("with more holds than one transaction takes is done step by step", async () => {
    const holder = await world.holder();
    const ids = await Promise.all(Array.from({ length: 25 }, () => world.hold(holder, "0.1", "unpaid-fee")));
    const { recoveryId } = await world.done(world.recovering(holder));
    await goOn(recoveryId);
    const facts = await recovered(recoveryId);
    expect(facts.map(({ data }) => data.holds.length).sort()).toEqual([20, 5]);
    expect(new Set(facts.flatMap(({ data }) => data.holds.map(({ holdId }) => holdId)))).toEqual(new Set(ids));
    expect(await read(recoveryId)).toMatchObject({ state: "completed", recoveredTonnes: "10" });
  });

  it("and a buy-back of stored surplus at the same time take it once, whoever is first", async () => {
    const version = await world.price("1000");
    for (let round = 0; round < 3; round += 1) {
      const holder = await world.holder();
      const storageId = await world.stored(holder, "4");
      await world.setFund("11000");
      const { recoveryId } = await world.done(world.recovering(holder));
      const [bought] = await Promise.all([world.call(world.buyingBack(holder, storageId, "4", version)), goOn(recoveryId)]);
      await goOn(recoveryId);
      const { state, recoveredTonnes } = await read(recoveryId);
      const outcome = [bought.status, state, recoveredTonnes, await world.fund()].join(" ");
      expect(["200 completed 6 0", "409 completed 10 11000"]).toContain(outcome);
    }
    expect(await conservationFaults(world.engine)).toEqual([]);
  });

  it("that dies amid its steps, before or after a commit, is completed by the next run, each tonne once", async () => {
    const holder = await world.holder();
    for (const month of ["2029-01", "2030-01"])
      await world.credit({ ...holder, instrument: permit("COD", "liangzi-lake", month, "2033-12") }, "1");
    const documentNumber = `CRASH-${holder.siteId}`;
    const { recoveryId } = await world.done(world.recovering(holder, { documentNumber }));
    const dying = (afterCommit: boolean) => {
      const { dynamo } = world.engine;
      const send = async (command: Parameters<typeof dynamo.send>[0]) => {
        const writes = command instanceof TransactWriteItemsCommand;
        if (writes && !afterCommit) throw new Error("died before");
        const reply = await dynamo.send(command);
        if (writes) throw new Error("died after");
        return reply;
      };
      return { ...world.ports, dynamo: { send } as unknown as typeof dynamo };
    };
    for (const after of [false, true])
      await expect(goOnWithRecovery(dying(after), recoveryKey(String(recoveryId)))).rejects.toThrow("died");
    expect(await read(recoveryId)).toMatchObject({ state: "open" });
    await goOn(recoveryId);
    expect(await read(recoveryId)).toMatchObject({ state: "completed", recoveredTonnes: "12" });
    expect((await additions(documentNumber)).sort()).toEqual(["1", "1", "10"].map((tonnes) => `recovered-from-closure ${tonnes}`));
    expect(await conservationFaults(world.engine)).toEqual([]);
  });
});
