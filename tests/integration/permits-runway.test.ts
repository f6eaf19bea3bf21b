import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { decimal } from "../../shared/kernel/decimal.ts";
import { escrowAccount, reserveAccount, siteAccount } from "../../shared/ledger/account.ts";
import { need } from "../../shared/permits/instruments.ts";
import { issuePermits, type PermitIssueRefusal, permitOf } from "../../shared/permits/issue.ts";
import { commit } from "../../shared/store/transaction.ts";
import { engineWithOwn } from "../support/engine.ts";
import { givenMember, givenSite } from "../support/members.ts";
import { anEntry, type PermitsWorld, permitsWorld } from "./permits-support.ts";

interface Runway {
  readonly needTonnes: string;
  readonly projects: number;
  readonly firstShortMonth?: string;
  readonly months: readonly { readonly month: string }[];
}

describe("the runway of a cap", () => {
  let world: PermitsWorld;
  let bureau: string;
  let holder: { readonly partyId: string; readonly siteId: string };
  const pool = "yangtze-ezhou";
  const term = { pollutant: "COD", pool, firstMonth: "2030-03", lastMonth: "2031-02" };
  const path = `/permits/caps/${pool}/COD/runway`;
  const ask = (query: string, as = bureau, of = path) => world.call({ as, method: "GET", path: `${of}?${query}` });
  const read = async (query = "from=2030-01&months=24") => (await ask(query)).body as Runway;
  const month = async (wanted: string) => (await read()).months.find((each) => each.month === wanted);
  const taken = (issuedTonnes: string, retiredTonnes: string, expiringTonnes = "0") => ({ issuedTonnes, retiredTonnes, expiringTonnes });

  async function certify(project: string, change: object = {}): Promise<void> {
    const letter = { project, projectName: "二期扩建", kind: "new-project", pollutant: "COD", tonnes: "2.5", offsetRatio: "2" };
    const documents = {
      offsetGround: "stated-in-letter",
      eiaNumber: "鄂州环审〔2026〕3号",
      letterNumber: "文号",
      letterDate: "2026-03-02",
    };
    const body = { ...holder, ...letter, ...documents, ...change };
    expect(await world.call({ as: bureau, method: "POST", path: "/permits/needs", body })).toMatchObject({ status: 201 });
  }

  beforeAll(async () => {
    world = await permitsWorld(engineWithOwn("Ledger", "Permits"));
    bureau = (await givenMember(world.engine, { role: "regulator", area: "420700" })).subject;
    const { partyId } = await givenMember(world.engine, { role: "enterprise", area: "gedian" });
    holder = { partyId, siteId: (await givenSite(world.engine, partyId, { area: "gedian", basin: pool })).siteId };
    const documentNumber = "鄂州环函〔2026〕1号";
    const put = (year: string, tonnes: string) =>
      world.call({ as: bureau, method: "PUT", path: `/permits/caps/${pool}/COD/${year}`, body: { tonnes, documentNumber } });
    await put("2030", "20");
    await put("2031", "10");
    const body = { tonnes: "50", source: "initial-reserve", documentNumber };
    await world.call({ as: bureau, method: "POST", path: `/permits/reserves/${pool}/COD`, body });
    // Eight tonnes are issued in two lots, and two of them retired as offset.
    for (const tonnes of ["5", "3"]) {
      const entry = anEntry<PermitIssueRefusal>(world);
      const escrow = escrowAccount(randomUUID());
      issuePermits(entry, { ...term, tonnes: decimal(tonnes), from: reserveAccount(pool), to: escrow });
      await commit(world.engine.dynamo, entry.writes());
      if (tonnes === "5") continue;
      const offset = anEntry<never>(world);
      offset.transfer({ instrument: permitOf(term), from: escrow, to: "retired:3", quantity: decimal("2") });
      await commit(world.engine.dynamo, offset.writes());
    }
  });

  it("shows by month what is issued, retired, expiring and free under the cap of the year", async () => {
    expect(await month("2030-02")).toEqual({ month: "2030-02", capTonnes: "20", freeTonnes: "20", deficitTonnes: "0", ...taken("0", "0") });
    expect(await month("2030-03")).toEqual({ month: "2030-03", capTonnes: "20", freeTonnes: "12", deficitTonnes: "0", ...taken("6", "2") });
    expect(await month("2031-01")).toMatchObject({ capTonnes: "10", freeTonnes: "2", ...taken("6", "2") });
    expect(await month("2031-02")).toMatchObject({ freeTonnes: "2", ...taken("6", "2", "6") });
    expect(await month("2031-03")).toMatchObject({ freeTonnes: "10", ...taken("0", "0") });
    expect((await read("from=2031-12&months=2")).months.at(-1)).toEqual({ month: "2032-01", ...taken("0", "0") });
  });

  it("names the first month without room for what projects of the pool may still buy", async () => {
    const project = randomUUID();
    await certify(project);
    await certify(randomUUID(), { pollutant: "NH3-N" });
    const inLake = await givenSite(world.engine, holder.partyId, { area: "gedian", basin: "liangzi-lake" });
    await certify(randomUUID(), { siteId: inLake.siteId });
    expect(await read()).toMatchObject({ needTonnes: "5", projects: 1, firstShortMonth: "2031-01" });
    const use = anEntry<never>(world);
    use.transfer({ instrument: need("COD", project), from: siteAccount(holder.siteId), to: "retired:0", quantity: decimal("2.999") });
    await commit(world.engine.dynamo, use.writes());
    expect(await read()).toMatchObject({ needTonnes: "2.001", projects: 1, firstShortMonth: "2031-01" });
    const less = anEntry<never>(world);
    less.transfer({ instrument: need("COD", project), from: siteAccount(holder.siteId), to: "retired:1", quantity: decimal("0.001") });
    await commit(world.engine.dynamo, less.writes());
    const fits = await read();
    expect([fits.needTonnes, fits.firstShortMonth]).toEqual(["2", undefined]);
  });

  it("counts no need that is withdrawn", async () => {
    const before = await read();
    const project = randomUUID();
    await certify(project);
    expect((await read()).projects).toBe(before.projects + 1);
    const path = `/permits/needs/COD/${project}/withdrawal`;
    expect(await world.call({ as: bureau, method: "POST", path, body: { reason: "项目终止" } })).toMatchObject({ status: 200 });
    expect(await read()).toMatchObject({ needTonnes: before.needTonnes, projects: before.projects });
  });

  it("counts the needs of more projects than one call can read", async () => {
    const before = await read();
    const entries = Array.from({ length: 101 }, (_, index) => certify(`many-${index}`, { tonnes: "0.001", offsetRatio: "1" }));
    await Promise.all(entries);
    const after = await read();
    expect([after.projects - before.projects, decimal(after.needTonnes).minus(before.needTonnes).toFixed()]).toEqual([101, "0.101"]);
  });

  it("begins with the running month and has five years unless asked otherwise", async () => {
    const { months } = await read("");
    expect([months.length, months[0]?.month, months.at(-1)?.month]).toEqual([60, "2026-03", "2031-02"]);
  });

  it("is read by authorities of the pool's area and its parts and by the operator, for pollutants that count in the pool", async () => {
    const as = async (role: "district" | "operator" | "regulator" | "enterprise", area: string) => {
      const { status } = await ask("months=1", (await givenMember(world.engine, { role, area })).subject);
      return status;
    };
    expect([await as("district", "420703"), await as("operator", "exchange")]).toEqual([200, 200]);
    expect([await as("regulator", "421000"), await as("enterprise", "gedian")]).toEqual([404, 403]);
    expect(await ask("", bureau, `/permits/caps/${pool}/SO2/runway`)).toMatchObject({
      ...{ status: 422, body: { type: "/problems/pollutant-not-in-pool", pollutant: "SO2", pool } },
    });
  });

  it.each(["months=0", "months=121", "from=1999-12", "from=2030-13", "until=2031-01"])("is not computed for %s", async (query) => {
    expect(await ask(query)).toMatchObject({ status: 422, body: { type: "/problems/validation-failed" } });
  });
});
