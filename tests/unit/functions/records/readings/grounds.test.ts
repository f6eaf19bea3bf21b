import { describe, expect, it } from "vitest";
import { readingGround } from "../../../../../functions/records/readings/grounds.ts";
import grounds from "../../../../../functions/records/readings/reading-grounds.json" with { type: "json" };
import { authorities } from "../../../../../shared/members/vocabulary.ts";

describe("the ground on which the data of others is read", () => {
  it("is a document for every role that reads an area, once, and for no other", () => {
    expect(grounds.flatMap(({ roles }) => roles).toSorted()).toEqual([...authorities].toSorted());
    for (const role of authorities) expect(readingGround(role).basisReference).toMatch(/〔\d{4}〕\d+号/);
    expect(() => readingGround("bank")).toThrow("ground on which bank reads");
  });

  it("tells supervision of an area from the operation of the exchange", () => {
    expect(authorities.map((role) => [role, readingGround(role).basis])).toEqual([
      ["operator", "operation"],
      ["regulator", "supervision"],
      ["district", "supervision"],
    ]);
  });
});
