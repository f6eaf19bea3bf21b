import { describe, expect, it } from "vitest";
import { pageInScope, scopeOf, tradeAuthorities } from "../../../../shared/members/scope.ts";

const enterprise = { role: "enterprise", area: "gedian", partyId: "p1" };
const operator = { role: "operator", area: "420702", partyId: "op" };
const district = { role: "district", area: "420702", partyId: "d1" };

describe("who may see what", () => {
  it("an enterprise sees what is its own, wherever it lies, and answers for no area", () => {
    const scope = scopeOf(enterprise);
    expect(scope.area).toBeUndefined();
    expect(scope.sees({ areas: ["420702"], partyId: "p1" })).toBe(true);
    expect(scope.sees({ areas: ["gedian"], partyId: "p2" })).toBe(false);
    expect(scope.sees({ areas: ["gedian"] })).toBe(false);
    expect([scope.answersFor("gedian"), scope.concerns("gedian")]).toEqual([false, false]);
    expect([scope.areaToList(undefined), scope.areaToList("gedian")]).toEqual([undefined, undefined]);
  });

  it("the operator answers for the whole city, whatever area its own membership names", () => {
    const scope = scopeOf(operator);
    expect(scope.sees({ areas: ["gedian"], partyId: "p1" })).toBe(true);
    expect(scope.areaToList(undefined)).toBe("420700");
  });

  it("an authority sees what lies in its area, in any of the areas a thing belongs to", () => {
    const scope = scopeOf(district);
    expect(scope.sees({ areas: ["420702"], partyId: "p1" })).toBe(true);
    expect(scope.sees({ areas: ["gedian", "420702"] })).toBe(true);
    expect(scope.sees({ areas: ["gedian"] })).toBe(false);
    expect([scope.areaToList(undefined), scope.areaToList("gedian")]).toEqual(["420702", undefined]);
  });

  it("what is kept for the whole city concerns a district without being its to decide", () => {
    const scope = scopeOf(district);
    expect([scope.concerns("420700"), scope.answersFor("420700")]).toEqual([true, false]);
    expect(scope.concerns("gedian")).toBe(false);
  });

  it("districts answer for no area where only supervisors of trade do", () => {
    expect(scopeOf(district, tradeAuthorities).area).toBeUndefined();
    expect(scopeOf({ ...district, role: "regulator" }, tradeAuthorities).area).toBe("420702");
  });

  it("lists kept area by area are read inside the scope only", async () => {
    const read = async (area: string) => ({ items: [area] });
    expect(await pageInScope(scopeOf(district), {}, read)).toEqual({ ok: true, value: { items: ["420702"] } });
    expect(await pageInScope(scopeOf(operator), { area: "gedian" }, read)).toEqual({ ok: true, value: { items: ["gedian"] } });
    const outside = { ok: false, refusal: { code: "not-found" } };
    expect(await pageInScope(scopeOf(district), { area: "gedian" }, read)).toEqual(outside);
    expect(await pageInScope(scopeOf(enterprise), { area: "gedian" }, read)).toEqual(outside);
  });
});
