import { describe, expect, it } from "vitest";
import { areas, covers } from "../../../../shared/kernel/areas.ts";

describe("areas", () => {
  it("Ezhou has three districts with national codes and zones without", () => {
    expect(areas.filter(({ kind }) => kind === "district").map(({ code }) => code)).toEqual(["420702", "420703", "420704"]);
    expect(areas.filter(({ kind }) => kind === "zone").map(({ code }) => code)).toEqual(["gedian", "airport"]);
  });

  it("the city's regulators answer for every part of it, a district's for the district", () => {
    for (const { code } of areas) expect(covers("420700", code)).toBe(true);
    expect(covers("420702", "420700")).toBe(false);
    expect(covers("420702", "420703")).toBe(false);
    expect(covers("420702", "420702")).toBe(true);
  });

  it("an area that is not in the data lies in itself only", () => {
    expect(covers("420700", "421000")).toBe(false);
    expect(covers("421000", "420700")).toBe(false);
  });
});
