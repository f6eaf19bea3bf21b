import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { comparedEiaNumber, routesIn } from "../../shared/permits/routes.ts";
import { openTable } from "../../shared/store/table.ts";
import { commit } from "../../shared/store/transaction.ts";
import { engineWithOwn } from "../support/engine.ts";
import { givenMember } from "../support/members.ts";
import { givenEnterprise, type PermitsWorld, permitsWorld } from "./permits-support.ts";

describe("the way of an assessment's amount", () => {
  let world: PermitsWorld;
  let bureau: string;
  beforeAll(async () => {
    world = await permitsWorld();
    bureau = (await givenMember(world.engine, { role: "regulator" })).subject;
  });

  const certify = (holder: Awaited<ReturnType<typeof givenEnterprise>>, project: string, eiaNumber: string) => {
    const { partyId, site } = holder;
    const need = {
      partyId,
      siteId: site.siteId,
      project,
      projectName: "二期",
      kind: "new-project",
      pollutant: "COD",
      tonnes: "1",
      eiaNumber,
    };
    const letter = { offsetRatio: "1", offsetGround: "stated-in-letter", letterNumber: "L", letterDate: "2026-03-02" };
    return world.call({ as: bureau, method: "POST", path: "/permits/needs", body: { ...need, ...letter } });
  };
  const withdraw = (project: string) =>
    world.call({ as: bureau, method: "POST", path: `/permits/needs/COD/${project}/withdrawal`, body: { reason: "项目终止" } });

  it("is by auction from the certification of a need until all of its needs are withdrawn, however its number is typed", async () => {
    const holder = await givenEnterprise(world.engine);
    const { siteId } = holder.site;
    const [one, other] = [randomUUID(), randomUUID()];
    expect(await certify(holder, one, "鄂州环审〔2026〕3号")).toMatchObject({ status: 201 });
    expect(await certify(holder, other, "鄂州环审[2026] 3号")).toMatchObject({ status: 201 });
    const names = ["鄂州环审［2026］3号", "鄂州环审〔2026〕4号"].map((eiaNumber) => ({ eiaNumber, pollutant: "COD", siteId }));
    const routes = () => world.ports.own.routesOf(names);
    const found = await routes();
    expect(found).toMatchObject([{ pollutant: "COD", siteId, enteredBy: bureau }]);
    expect(new Set(found[0]?.references)).toEqual(new Set([one, other]));
    await withdraw(one);
    expect(await routes()).toMatchObject([{ references: [other] }]);
    await withdraw(other);
    expect(await routes()).toEqual([]);
    const never = { eiaNumber: randomUUID(), pollutant: "COD", siteId };
    await commit(world.engine.dynamo, [world.ports.own.routeLeft(never, one)]);
    expect(await world.ports.own.routesOf([never])).toEqual([]);
  });

  it("is not by auction once it goes by allocation; nothing is left behind, and the article is named", async () => {
    const holder = await givenEnterprise(world.engine);
    const { siteId } = holder.site;
    const { dynamo, tables } = world.engine;
    const allocations = routesIn(openTable(dynamo, tables.Allocations));
    const name = { eiaNumber: "鄂州环审〔2020〕7号", pollutant: "COD", siteId };
    await commit(dynamo, [allocations.routeEntered({ ...name, reference: "plan.line", enteredBy: "p", enteredAt: world.clock.now() })]);
    const project = randomUUID();
    const answer = await certify(holder, project, "鄂州环审(2020)7号");
    expect(answer).toMatchObject({ status: 409, body: { type: "/problems/existing-amount-by-allocation", pollutant: "COD", siteId } });
    expect(JSON.stringify(answer.body)).toContain("财税〔2015〕61号, article 9");
    expect(await world.ports.own.routesOf([name])).toEqual([]);
    expect(await world.ports.own.need("COD", project)).toBeUndefined();
    expect(await certify(holder, randomUUID(), "鄂州环审〔2020〕8号")).toMatchObject({ status: 201 });
    await commit(dynamo, [allocations.routeLeft(name, "plan.line")]);
    expect(await certify(holder, project, name.eiaNumber)).toMatchObject({ status: 201 });
  });

  it("of two ways taken at the same time one is refused", async () => {
    const { dynamo, tables } = await engineWithOwn("Permits");
    // Any other table of the same keys stands for the other way.
    const [auction, allocation] = [routesIn(openTable(dynamo, tables.Permits)), routesIn(openTable(dynamo, tables.Auctions))];
    const refusal = { code: "goes-the-other-way" } as const;
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const name = { eiaNumber: randomUUID(), pollutant: "COD", siteId: "s" };
      const entered = { ...name, reference: "r", enteredBy: "p", enteredAt: world.clock.now() };
      const results = await Promise.all([
        commit(dynamo, [auction.routeEntered(entered), allocation.routeFree(name, refusal)]),
        commit(dynamo, [allocation.routeEntered(entered), auction.routeFree(name, refusal)]),
      ]);
      const refused = { kind: "failed", failure: refusal };
      expect(results.filter(({ kind }) => kind === "committed")).toHaveLength(1);
      expect(results).toContainEqual(refused);
      expect((await Promise.all([auction.routesOf([name]), allocation.routesOf([name])])).flat()).toHaveLength(1);
    }
  });

  it("is compared by what a number says, not by how it is typed", () => {
    const typed = ["鄂环审〔2026〕12号", "鄂环审[2026]12号", "鄂环审【２０２６】 12号", "鄂环审(2026)12 号"];
    expect(new Set(typed.map(comparedEiaNumber)).size).toBe(1);
    expect(comparedEiaNumber("ez-eia-1")).toBe(comparedEiaNumber("EZ-EIA-1"));
    expect(comparedEiaNumber("\ufdfa".repeat(200)).length).toBe(64);
    expect(comparedEiaNumber("鄂环审〔2026〕12号")).not.toBe(comparedEiaNumber("鄂环审〔2026〕1号2"));
  });
});
