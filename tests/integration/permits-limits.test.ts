import { randomUUID } from "node:crypto";
import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { givenMember, givenSite } from "../support/members.ts";
import { givenEnterprise, type PermitsWorld, permitsWorld } from "./permits-support.ts";

const document = { documentNumber: "鄂州环函〔2026〕7号" };

describe("what limits trades", () => {
  let world: PermitsWorld;
  let bureau: string;
  let district: string;

  beforeAll(async () => {
    world = await permitsWorld();
    bureau = (await givenMember(world.engine, { role: "regulator" })).subject;
    district = (await givenMember(world.engine, { role: "regulator", area: "420702" })).subject;
  });

  const target = (area: string, name: string, from: string) => `/permits/area-targets/${area}/${name}/${from}`;
  const miss = (as: string, path: string, until: string) => world.call({ as, method: "PUT", path, body: { until, ...document } });
  const meet = (as: string, path: string, metFrom: string) =>
    world.call({ as, method: "POST", path: `${path}/attainment`, body: { metFrom, ...document } });
  const read = (as: string, path: string) => world.call({ as, method: "GET", path });
  const grant = (as: string, change: object) =>
    world.call({
      as,
      method: "POST",
      path: "/permits/limit-exceptions",
      body: { limit: "same-source-class", pollutant: "SO2", approvalNumber: "E-1", from: "2026-01-01", until: "2026-12-31", ...change },
    });
  const revoke = (as: string, exceptionId: unknown) =>
    world.call({ as, method: "POST", path: `/permits/limit-exceptions/${String(exceptionId)}/revocation`, body: { reason: "批准已撤回" } });
  const refused = (code: string, facts: object = {}) => ({ body: { type: `/problems/${code}`, ...facts } });
  async function rowsOf(partition: string): Promise<number> {
    const { dynamo, tables } = world.engine;
    const values = { ":pk": { S: partition } };
    const { Count = 0 } = await dynamo.send(
      new QueryCommand({
        TableName: tables.Permits,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: values,
        ConsistentRead: true,
      }),
    );
    return Count;
  }

  describe("a quality target that an area misses", () => {
    it("is recorded for some days, met earlier, and corrected under the same first day", async () => {
      const path = target("gedian", "air", "2036-01-01");
      expect(await miss(bureau, path, "2036-12-31")).toMatchObject({
        status: 200,
        body: { area: "gedian", target: "air", from: "2036-01-01", until: "2036-12-31", state: "missed" },
      });
      expect(await meet(bureau, path, "2037-01-01")).toMatchObject(refused("days-invalid", { rule: "not-among-the-days-missed" }));
      expect(await meet(bureau, path, "2036-07-01")).toMatchObject({ status: 200, body: { until: "2036-06-30", state: "met" } });
      expect(await meet(bureau, path, "2036-05-01")).toMatchObject(refused("target-already-met", { until: "2036-06-30" }));
      expect(await miss(bureau, path, "2036-09-30")).toMatchObject({ body: { until: "2036-09-30", state: "missed" } });
      const holder = await givenEnterprise(world.engine);
      expect(await read(holder.subject, path)).toMatchObject({ body: { until: "2036-09-30" } });
      expect(await read(holder.subject, "/permits/area-targets?area=gedian")).toMatchObject({ body: { items: [{ target: "air" }] } });
    });

    it("is recorded by the area's own regulators, and leaves nothing behind where it is not", async () => {
      const path = target("420704", "water", "2036-01-01");
      expect(await miss(district, path, "2036-12-31")).toMatchObject({
        status: 403,
        ...refused("area-of-others", { area: "420702", wanted: "420704" }),
      });
      expect(await miss(bureau, path, "2035-12-31")).toMatchObject(refused("days-invalid", { rule: "ends-before-it-begins" }));
      expect(await meet(bureau, path, "2036-02-01")).toMatchObject(refused("not-found"));
      expect(await rowsOf("limits#area#420704")).toBe(0);
    });
  });

  describe("an exception", () => {
    it("is for a site or an area, is seen by the site's holder and its authorities, and is revoked once", async () => {
      const holder = await givenEnterprise(world.engine);
      const { siteId } = holder.site;
      const { status, body } = await grant(bureau, { siteId });
      expect([status, body]).toMatchObject([200, { siteId, partyId: holder.partyId, area: "gedian", state: "granted" }]);
      const { exceptionId } = body as { readonly exceptionId: string };
      const path = `/permits/limit-exceptions/${exceptionId}`;
      const stranger = await givenEnterprise(world.engine);
      expect(await read(holder.subject, path)).toMatchObject({ body });
      expect(await read(holder.subject, "/permits/limit-exceptions")).toMatchObject({ body: { items: [body] } });
      expect(await read(stranger.subject, path)).toMatchObject(refused("not-found"));
      expect(await read(stranger.subject, "/permits/limit-exceptions")).toMatchObject({ body: { items: [] } });
      expect(await read(district, path)).toMatchObject(refused("not-found"));
      expect(await revoke(district, exceptionId)).toMatchObject(refused("not-found"));
      expect(await revoke(bureau, exceptionId)).toMatchObject({ body: { state: "revoked", reason: "批准已撤回" } });
      expect(await revoke(bureau, exceptionId)).toMatchObject(refused("exception-already-revoked", { reason: "批准已撤回" }));
      const listed = await read(bureau, "/permits/limit-exceptions?area=gedian");
      expect((listed.body as { readonly items: object[] }).items).toContainEqual(
        expect.objectContaining({ exceptionId, state: "revoked" }),
      );
      expect(await grant(district, { area: "420702" })).toMatchObject({ body: { area: "420702" } });
    });

    it("is not granted for another authority's area or site, and the answer hides whose site it is", async () => {
      const holder = await givenEnterprise(world.engine);
      expect(await grant(district, { siteId: holder.site.siteId })).toMatchObject(refused("not-found"));
      expect(await grant(district, { area: "420700" })).toMatchObject(refused("area-of-others", { wanted: "420700" }));
      expect(await rowsOf(`limits#party#${holder.partyId}`)).toBe(0);
    });

    it("is not granted from a limit that no approval lifts, or that is about other pollutants; the text names the source", async () => {
      const { siteId } = await givenSite(world.engine, randomUUID());
      const province = await grant(bureau, { siteId, limit: "pilot-province" });
      expect(province).toMatchObject({ status: 422, ...refused("limit-not-liftable") });
      expect(JSON.stringify(province.body)).toContain("stay inside the pilot province” (source: Hubei exchange FAQ no. 12, limit 1)");
      expect(await grant(bureau, { siteId, limit: "thermal-power-apart", pollutant: "COD" })).toMatchObject(
        refused("limit-not-for-pollutant"),
      );
      expect(await grant(bureau, { siteId, until: "2026-03-01" })).toMatchObject(refused("days-invalid", { rule: "over" }));
      expect(await grant(bureau, { siteId, until: "2025-12-31" })).toMatchObject(
        refused("days-invalid", { rule: "ends-before-it-begins" }),
      );
      expect(await grant(bureau, { siteId, area: "420700" })).toMatchObject(refused("validation-failed"));
      expect(await grant(bureau, {})).toMatchObject(refused("validation-failed"));
    });
  });

  it("an id of another fact is no exception", async () => {
    const holder = await givenEnterprise(world.engine);
    const need = {
      ...{ partyId: holder.partyId, siteId: holder.site.siteId, project: "limits-fact", projectName: "二期", kind: "new-project" },
      ...{ pollutant: "COD", tonnes: "1", offsetRatio: "1", offsetGround: "stated-in-letter", eiaNumber: "E", letterNumber: "L" },
    };
    await world.call({ as: bureau, method: "POST", path: "/permits/needs", body: { ...need, letterDate: "2026-03-02" } });
    expect(await read(bureau, "/permits/limit-exceptions/need-certified.COD.limits-fact")).toMatchObject(refused("not-found"));
  });
});
