import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { needFactId, permitsFacts } from "../../functions/permits/contract.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { need as needInstrument } from "../../shared/permits/instruments.ts";
import { getItem } from "../../shared/store/client.ts";
import { decodeFact, factKey } from "../../shared/store/fact-store.ts";
import { commit } from "../../shared/store/transaction.ts";
import { givenMember, givenSite } from "../support/members.ts";
import { anEntry, givenEnterprise, type PermitsWorld, permitsWorld } from "./permits-support.ts";

type Enterprise = Awaited<ReturnType<typeof givenEnterprise>>;

describe("authorised needs", () => {
  let world: PermitsWorld;
  let bureau: string;

  beforeAll(async () => {
    world = await permitsWorld();
    bureau = (await givenMember(world.engine, { role: "regulator", area: "420700" })).subject;
  });

  const letter = (holder: Pick<Enterprise, "partyId" | "site">, change: object = {}) => ({
    partyId: holder.partyId,
    siteId: holder.site.siteId,
    project: randomUUID(),
    projectName: "二期扩建",
    kind: "expansion-increment",
    pollutant: "COD",
    tonnes: "2.5",
    offsetRatio: "2",
    offsetGround: "stated-in-letter",
    eiaNumber: "鄂州环审〔2026〕3号",
    letterNumber: "鄂州环函〔2026〕12号",
    letterDate: "2026-03-02",
    ...change,
  });
  const certify = (as: string, body: object) => world.call({ as, method: "POST", path: "/permits/needs", body });
  const read = (as: string, project: string) => world.call({ as, method: "GET", path: `/permits/needs/COD/${project}` });
  const withdraw = (as: string, project: string) =>
    world.call({ as, method: "POST", path: `/permits/needs/COD/${project}/withdrawal`, body: { reason: "项目终止" } });

  it("are what the project needs times the offset ratio, to buy at its site", async () => {
    const holder = await givenEnterprise(world.engine);
    const body = letter(holder);
    const certified = await certify(bureau, body);
    expect(certified).toMatchObject({
      status: 201,
      body: { tonnes: "2.5", offsetRatio: "2", tonnesToBuy: "5", pool: "liangzi-lake", area: "gedian", state: "certified" },
    });
    expect((await read(holder.subject, body.project)).body).toEqual({
      ...(certified.body as object),
      availableTonnes: "5",
      heldTonnes: "0",
      usedTonnes: "0",
    });
    const position = await world.ports.ledger.position(siteAccount(holder.site.siteId), needInstrument("COD", body.project));
    expect(position.available).toEqual(decimal("5"));
  });

  it("are stated in a fact that other contexts find by pollutant and project", async () => {
    const holder = await givenEnterprise(world.engine);
    const body = letter(holder);
    await certify(bureau, body);
    const { dynamo, tables } = world.engine;
    const item = (await getItem(dynamo, tables.Permits, factKey(needFactId("COD", body.project)))) ?? {};
    const fact = decodeFact(item);
    expect(fact).toMatchObject({ factType: "need-certified", parties: [holder.partyId], areas: ["420700", "gedian"], actor: bureau });
    expect(permitsFacts.needCertified.data.parse(fact.data)).toMatchObject({ siteId: holder.site.siteId, tonnesToBuy: "5" });
  });

  it("pool air pollutants in the city", async () => {
    const holder = await givenEnterprise(world.engine);
    expect((await certify(bureau, letter(holder, { pollutant: "SO2" }))).body).toMatchObject({ pool: "ezhou" });
  });

  it("are certified once for a project and pollutant, also when two officials do it at once", async () => {
    const holder = await givenEnterprise(world.engine);
    const body = letter(holder);
    const answers = await Promise.all([certify(bureau, body), certify(bureau, body), certify(bureau, { ...body, tonnes: "3" })]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ type: "/problems/need-exists", project: body.project });
    const winner = answers.find(({ status }) => status === 201)?.body as { tonnesToBuy: string };
    expect((await read(bureau, body.project)).body).toMatchObject({ availableTonnes: winner.tonnesToBuy });
  });

  it.each([
    ["a quantity to buy that is not whole kilograms", { tonnes: "0.001", offsetRatio: "1.5" }, "need-not-whole-kilograms"],
    ["a letter of tomorrow", { letterDate: "2026-03-03" }, "letter-date-in-future"],
    ["an offset ratio below one", { offsetRatio: "0.999" }, "validation-failed"],
    ["a project code that would be another instrument", { project: "a/b" }, "validation-failed"],
    ["an unknown site", { siteId: "nowhere" }, "not-found"],
  ])("refuse %s and leave nothing behind", async (_what, change, code) => {
    const holder = await givenEnterprise(world.engine);
    const body = letter(holder, change);
    expect((await certify(bureau, body)).body).toMatchObject({ type: `/problems/${code}` });
    expect(await world.ports.ledger.positions(siteAccount(holder.site.siteId), "need")).toEqual({ items: [] });
    expect((await read(bureau, encodeURIComponent(body.project))).body).not.toHaveProperty("tonnes");
  });

  it("are for admitted parties", async () => {
    const { partyId, subject } = await givenMember(world.engine, { role: "enterprise", party: { standing: "suspended" } });
    const site = await givenSite(world.engine, partyId, { basin: "liangzi-lake" });
    const answer = await certify(bureau, letter({ partyId, site }));
    expect(answer).toMatchObject({ status: 409, body: { type: "/problems/holder-not-admitted", standing: "suspended" } });
    expect((await world.call({ as: subject, method: "GET", path: "/permits/needs" })).body).toEqual({ items: [] });
  });

  it("are certified and read within the regulator's area only, and not found elsewhere", async () => {
    const holder = await givenEnterprise(world.engine, "gedian");
    const gedian = await givenMember(world.engine, { role: "regulator", area: "gedian" });
    const liangzihu = await givenMember(world.engine, { role: "regulator", area: "420702" });
    const body = letter(holder);
    expect(await certify(liangzihu.subject, body)).toMatchObject({ status: 404 });
    expect((await certify(gedian.subject, body)).status).toBe(201);
    expect((await read(liangzihu.subject, body.project)).status).toBe(404);
    expect((await withdraw(liangzihu.subject, body.project)).status).toBe(404);
    const stranger = await givenEnterprise(world.engine);
    expect((await read(stranger.subject, body.project)).status).toBe(404);
    expect((await read(bureau, body.project)).status).toBe(200);
    expect(await certify(holder.subject, body)).toMatchObject({ status: 403, body: { type: "/problems/role-not-allowed" } });
  });

  it("can be withdrawn while unused, once, and are not certified under the same code again", async () => {
    const holder = await givenEnterprise(world.engine);
    const body = letter(holder);
    await certify(bureau, body);
    expect(await withdraw(bureau, body.project)).toMatchObject({ status: 200, body: { state: "withdrawn", reason: "项目终止" } });
    expect((await read(holder.subject, body.project)).body).toMatchObject({ availableTonnes: "0", usedTonnes: "5", state: "withdrawn" });
    expect(await withdraw(bureau, body.project)).toMatchObject({ status: 409, body: { type: "/problems/need-already-withdrawn" } });
    expect(await certify(bureau, body)).toMatchObject({ status: 409, body: { type: "/problems/need-exists" } });
  });

  it("stay when an enrolment holds part of them", async () => {
    const holder = await givenEnterprise(world.engine);
    const body = letter(holder);
    await certify(bureau, body);
    const entry = anEntry<{ code: "none" }>(world);
    const account = siteAccount(holder.site.siteId);
    const instrument = needInstrument("COD", body.project);
    const held = { holdId: randomUUID(), account, instrument, quantity: decimal("0.001"), purpose: "need" } as const;
    entry.hold({ ...held, shortage: { code: "none" } });
    await commit(world.engine.dynamo, entry.writes());
    expect(await withdraw(bureau, body.project)).toMatchObject({ status: 409, body: { type: "/problems/need-in-use" } });
    expect((await read(bureau, body.project)).body).toMatchObject({ state: "certified", availableTonnes: "4.999", heldTonnes: "0.001" });
  });

  it("are listed to their party, and to authorities area by area with whole pages", async () => {
    const [gedian, airport] = await Promise.all([givenEnterprise(world.engine, "gedian"), givenEnterprise(world.engine, "airport")]);
    const ours = [letter(gedian), letter(gedian), letter(airport)];
    for (const body of ours) await certify(bureau, body);
    const projects: string[] = ours.map(({ project }) => project);
    const listed = async (as: string, query = "") => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const path = `/permits/needs?limit=2${query}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`;
        const { body } = await world.call({ as, method: "GET", path });
        const page = body as { items: { project: string }[]; nextCursor?: string };
        if (page.nextCursor) expect(page.items).toHaveLength(2);
        found.push(...page.items.map(({ project }) => project));
        cursor = page.nextCursor;
      } while (cursor);
      return found.filter((project) => projects.includes(project)).toSorted();
    };
    expect(await listed(gedian.subject)).toEqual(projects.slice(0, 2).toSorted());
    expect(await listed(bureau)).toEqual(projects.toSorted());
    expect(await listed(bureau, "&area=airport")).toEqual(projects.slice(2));
    const zone = await givenMember(world.engine, { role: "district", area: "airport" });
    expect(await listed(zone.subject)).toEqual(projects.slice(2));
    const outside = { as: zone.subject, method: "GET" } as const;
    expect((await world.call({ ...outside, path: "/permits/needs?area=gedian" })).status).toBe(404);
    expect(await world.call({ ...outside, path: "/permits/needs?cursor=gedian~" })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/query/cursor" }] },
    });
  });
});
