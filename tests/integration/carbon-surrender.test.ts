import { beforeAll, describe, expect, it } from "vitest";
import { carbonFacts } from "../../functions/carbon/contract.ts";
import { conservationFaults } from "../support/conservation.ts";
import { storedFacts } from "../support/stored-facts.ts";
import { expired, national, of2024, of2025, openSurrenderOffice, type SurrenderOffice } from "../support/surrender-office.ts";

let house: SurrenderOffice;
beforeAll(async () => {
  house = await openSurrenderOffice();
});

const range = (project: string, first: string, last: string) => ({ kind: "CCER", project, first, last });

describe("surrender", () => {
  it("takes the oldest valid vintage first and retires it for the obligation of the year", async () => {
    const mill = await house.obliged("999.2", { [expired]: "50", [of2025]: "900", [of2024]: "300", [national]: "70" });
    const done = await house.done(house.surrender(mill, { tonnes: "700" }));
    expect(done).toMatchObject({
      ...{ kind: "surrender", market: "hubei", year: "2025", offsets: [] },
      allowances: [
        { instrument: of2024, tonnes: "300" },
        { instrument: of2025, tonnes: "400" },
      ],
    });
    expect(await house.holds(mill)).toEqual({ [expired]: "50", [of2024]: "0", [of2025]: "500", [national]: "70" });
    const { body } = await house.read(mill.subject, house.obligationOf(mill));
    expect(body).toMatchObject({ requiredTonnes: "1000", surrenderedTonnes: "700", openTonnes: "300", state: "open", basis: "verified" });
    house.later();
    await house.done(house.surrender(mill, { tonnes: "300" }));
    const stated = await storedFacts(
      house.engine,
      carbonFacts.obligationChanged,
      ({ parties }) => parties.includes(mill.partyId),
      "Carbon",
    );
    const states = stated.map(({ data }) => data).sort((one, other) => one.version - other.version);
    expect(states).toMatchObject([
      { version: 1, surrenderedTonnes: "0", state: "open", because: { factType: "carbon-report-accepted" } },
      { version: 2, surrenderedTonnes: "700", because: { factType: "allowances-surrendered", reference: done.surrenderId } },
      { version: 3, surrenderedTonnes: "1000", state: "met", deadlineAt: "2026-11-30T16:00:00.000Z" },
    ]);
    const { items } = (await house.read(mill.subject, `${house.obligationOf(mill)}/surrenders`)).body as { items: object[] };
    expect(items).toMatchObject([{ allowances: [{ instrument: of2025, tonnes: "300" }] }, { surrenderId: done.surrenderId }]);
  });

  it("takes the allowances that its entity names", async () => {
    const mill = await house.obliged("100", { [of2024]: "80", [of2025]: "80" });
    const allowances = [
      { instrument: of2025, tonnes: "30" },
      { instrument: of2024, tonnes: "10" },
      { instrument: of2025, tonnes: "20" },
    ];
    await house.done(house.surrender(mill, { allowances }));
    expect(await house.holds(mill)).toEqual({ [of2024]: "70", [of2025]: "30" });
  });

  it("counts certified reductions up to the market's share of the obligation: 2,363 t of 47,276 at 5 %", async () => {
    const mill = await house.obliged("47275.94", { [national]: "47000" }, "national");
    const over = house.surrender(mill, { tonnes: "1", offsets: [range("HB-1", "1", "2364")] });
    expect(await house.refused(mill, over)).toMatchObject({ code: "offset-share-exceeded", tonnes: "2364", used: "0", limit: "2363" });
    await house.done(house.surrender(mill, { tonnes: "100", offsets: [range("HB-1", "1", "2300"), range("HB-1", "2301", "2363")] }));
    const oneMore = house.surrender(mill, { offsets: [range("HB-1", "2364", "2364")] });
    expect(await house.refused(mill, oneMore)).toMatchObject({ code: "offset-share-exceeded", used: "2363", limit: "2363" });
    await house.done(house.surrender(mill, { tonnes: "44813" }));
    const { body } = await house.read(house.bureau, house.obligationOf(mill));
    expect(body).toMatchObject({ offsetTonnes: "2363", surrenderedTonnes: "44913", openTonnes: "0", surplusTonnes: "0", state: "met" });
    const used = await storedFacts(house.engine, carbonFacts.serialsUsed, ({ parties }) => parties.includes(mill.partyId), "Carbon");
    expect(used.map(({ data }) => data.tonnes).sort()).toEqual(["2300", "63"]);
  });

  it("uses each serial number once: no overlap with what was used, nor inside of one call", async () => {
    const [mill, steel] = [await house.obliged("5000"), await house.obliged("5000")];
    await house.done(house.surrender(mill, { offsets: [range("HB-2", "100", "199"), range("HB-2", "9", "9")] }));
    for (const [first, last] of [
      ["199", "250"],
      ["50", "100"],
      ["120", "130"],
      ["1", "300"],
    ] as const) {
      const again = house.surrender(steel, { offsets: [range("HB-2", first, last)] });
      expect(await house.refused(steel, again)).toMatchObject({ code: "serials-used", first, last });
    }
    const within = house.surrender(steel, { offsets: [range("HB-3", "1", "10"), range("HB-2", "200", "210"), range("HB-3", "10", "12")] });
    expect(await house.refused(steel, within)).toMatchObject({ code: "serials-used", project: "HB-3", usedFirst: "1", usedLast: "10" });
    const inverted = house.surrender(steel, { offsets: [range("HB-3", "10", "9")] });
    expect(await house.refused(steel, inverted)).toMatchObject({ code: "serial-range-inverted", first: "10" });
    await house.done(
      house.surrender(steel, { offsets: [range("HB-2", "10", "99"), range("HB-2", "200", "210"), range("HB-3", "100", "199")] }),
    );
  });

  it("lets exactly one of several use overlapping serial numbers at once", async () => {
    const entities = [await house.obliged("5000"), await house.obliged("5000"), await house.obliged("5000")];
    const ranges = [range("HB-4", "1", "100"), range("HB-4", "50", "150"), range("HB-4", "90", "95")];
    const answers = await Promise.all(entities.map((each, place) => house.call(house.surrender(each, { offsets: [ranges[place]] }))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const used = await storedFacts(house.engine, carbonFacts.serialsUsed, ({ data }) => data.project === "HB-4", "Carbon");
    expect(used).toHaveLength(1);
  });

  it("takes neither what is pledged or frozen, nor what has expired, nor another market's, nor more than is open", async () => {
    const mill = await house.obliged("1000", { [of2024]: "100", [of2025]: "300", [expired]: "900", [national]: "900" });
    await house.hold(mill, of2025, "150", "pledge");
    await house.hold(mill, of2025, "50", "freeze");
    const named = (instrument: string, tonnes: string) => house.surrender(mill, { allowances: [{ instrument, tonnes }] });
    expect(await house.refused(mill, house.surrender(mill, { tonnes: "201" }))).toMatchObject({
      ...{ code: "surrender-exceeds-free", tonnes: "201", available: "200", pledged: "150", frozen: "50", market: "hubei" },
      source: expect.stringContaining("775"),
    });
    expect(await house.refused(mill, named(of2025, "101"))).toMatchObject({ code: "surrender-exceeds-free", available: "100" });
    expect(await house.refused(mill, named(expired, "1"))).toMatchObject({ code: "vintage-expired", instrument: expired });
    expect(await house.refused(mill, named(national, "1"))).toMatchObject({ code: "allowance-of-another-market", market: "hubei" });
    expect(await house.refused(mill, house.surrender(mill, { tonnes: "1001" }))).toMatchObject({
      code: "surrender-above-open",
      open: "1000",
    });
    expect(await house.refused(mill, house.surrender(mill, {}))).toMatchObject({ code: "nothing-to-surrender" });
    expect(await house.refused(mill, house.surrender(mill, { tonnes: "0.5" }))).toMatchObject({ code: "validation-failed" });
    expect(await house.refused(mill, house.surrender(mill, { tonnes: "1", year: "2024" }))).toMatchObject({ code: "no-obligation" });
  });

  it("never takes more than is open or free, however many surrender at once, and once only for one key", async () => {
    const mill = await house.obliged("100", { [of2024]: "500" });
    const answers = await Promise.all([1, 2, 3].map(() => house.call(house.surrender(mill, { tonnes: "60" }))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const twice = await Promise.all([1, 2].map(() => house.call(house.surrender(mill, { tonnes: "20" }, "same-key"))));
    expect(twice.map(({ text }) => text)[0]).toBe(twice[1]?.text);
    expect(await house.holds(mill)).toEqual({ [of2024]: "420" });
  });

  it("waits for a second person where its entity has chosen so", async () => {
    const mill = await house.careful("100");
    await house.give(`party:${mill.partyId}`, of2024, "100");
    expect((await house.enter(house.surrender(mill, { tonnes: "100" }))).status).toBe(202);
    expect(await house.holds(mill)).toEqual({ [of2024]: "100" });
    await house.done(house.surrender(mill, { tonnes: "100" }));
    expect(await house.holds(mill)).toEqual({ [of2024]: "0" });
  });

  it("is of no account to others: obligations are read by their entity and the authorities of its area", async () => {
    const [mill, steel] = [await house.obliged("100", { [of2024]: "10" }), await house.obliged("100")];
    const [ofMill, surrenders] = [house.obligationOf(mill), `${house.obligationOf(mill)}/surrenders`];
    for (const path of [ofMill, surrenders]) {
      const statuses = [mill.subject, house.bureau, house.office.district, steel.subject].map(
        async (as) => (await house.read(as, path)).status,
      );
      expect(await Promise.all(statuses)).toEqual([200, 200, 200, 404]);
    }
    const listed = async (as: string, query = "") =>
      (await house.read(as, `/carbon/obligations${query}`)).body as { items: { partyId: string }[] };
    expect((await listed(steel.subject)).items.map(({ partyId }) => partyId)).toEqual([steel.partyId]);
    expect((await listed(house.bureau, "?area=gedian&limit=100")).items.map(({ partyId }) => partyId)).toContain(mill.partyId);
    expect((await house.read(house.office.district, "/carbon/obligations?area=420702")).status).toBe(404);
  });

  it("leaves every instrument of the ledger summing to zero", async () => {
    expect(await conservationFaults(house.engine)).toEqual([]);
  });
});
