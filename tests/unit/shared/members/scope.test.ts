import { describe, expect, it } from "vitest";
import { areaTree } from "../../../../shared/kernel/areas.ts";
import { pageInScope, scopeOf } from "../../../../shared/members/scope.ts";

const enterprise = { role: "enterprise", area: "gedian", partyId: "p1" };
const operator = { role: "operator", area: "420702", partyId: "op" };
const district = { role: "district", area: "420702", partyId: "d1" };

describe("scope", () => {
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

  it("what is kept for the whole city concerns a district, which can't decide it", () => {
    const scope = scopeOf(district);
    expect([scope.concerns("420700"), scope.answersFor("420700")]).toEqual([true, false]);
    expect(scope.concerns("gedian")).toBe(false);
  });

  it("a district has no area where only others are responsible for one", () => {
    expect(scopeOf(district, ["operator"]).area).toBeUndefined();
    expect(scopeOf({ ...district, role: "regulator" }).area).toBe("420702");
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

describe("who may see what, down the tree of areas", () => {
  const tree = areaTree([
    { code: "420700" },
    { code: "420702", parent: "420700" },
    { code: "420702101", parent: "420702" },
    { code: "420702101003", parent: "420702101" },
    { code: "420703", parent: "420700" },
    { code: "gedian", parent: "420700" },
    { code: "gedian-west", parent: "gedian" },
  ]);
  const scopeIn = (role: string, area: string) => scopeOf({ role, area, partyId: "p" }, undefined, tree);

  it.each([
    ["operator", "420702", ["420700", "420702", "420702101", "420702101003", "420703", "gedian", "gedian-west"]],
    ["regulator", "420700", ["420700", "420702", "420702101", "420702101003", "420703", "gedian", "gedian-west"]],
    ["regulator", "420702", ["420702", "420702101", "420702101003"]],
    ["district", "420702", ["420702", "420702101", "420702101003"]],
    ["district", "420702101", ["420702101", "420702101003"]],
    ["district", "gedian", ["gedian", "gedian-west"]],
    ["enterprise", "420702", []],
    ["bank", "420700", []],
  ])("as %s of %s: what lies in these areas", (role, area, seen) => {
    const scope = scopeIn(role, area);
    const all = ["420700", "420702", "420702101", "420702101003", "420703", "gedian", "gedian-west"];
    expect(all.filter((code) => scope.sees({ areas: [code], partyId: "another" }))).toEqual(seen);
    expect(all.filter((code) => scope.areaToList(code))).toEqual(seen);
  });

  it("a sub-district is concerned by what its district and the city decide, never by its neighbours", () => {
    const { concerns } = scopeIn("district", "420702101");
    expect(["420700", "420702", "420702101", "420702101003"].map(concerns)).toEqual([true, true, true, true]);
    expect(["420703", "gedian", "gedian-west"].map(concerns)).toEqual([false, false, false]);
  });

  it("a zone lies in the city and in no district", () => {
    expect(scopeIn("district", "420702").concerns("gedian")).toBe(false);
    expect(scopeIn("regulator", "420700").answersFor("gedian-west")).toBe(true);
  });

  it("areas that name each other as parents end nowhere", () => {
    const circle = areaTree([
      { code: "a", parent: "b" },
      { code: "b", parent: "a" },
    ]);
    expect([circle.covers("a", "b"), circle.covers("city", "a")]).toEqual([true, false]);
  });
});
