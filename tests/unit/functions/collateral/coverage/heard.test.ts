import { describe, expect, it } from "vitest";
import type * as z from "zod";
import { heardFacts } from "../../../../../functions/collateral/coverage/contract-heard.ts";
import { concernOf } from "../../../../../functions/collateral/coverage/heard.ts";

describe("the facts that coverage listens to", () => {
  it.for(heardFacts.map((schema) => [schema.factType, schema] as const))("%s names a pledge, positions or both", ([, { data }]) => {
    const members = Object.keys((data as z.ZodObject).shape);
    expect(members.includes("pledgeId") || members.includes("positions") || members.includes("account"), members.join()).toBe(true);
    if (members.includes("account")) expect(members).toContain("instrument");
  });

  it("are about the pledge and the positions that they name", () => {
    const positions = [{ account: "site:1", instrument: "permit/COD/liangzi-lake/2026-01/2030-12" }];
    expect(concernOf({ pledgeId: "p", positions, moves: true })).toEqual({ pledgeIds: ["p"], positions });
    expect(concernOf({ ...positions[0], freezeId: "f" })).toEqual({ pledgeIds: [], positions });
    // A fact may name the instrument of a sale without whose it is: the pledge says the rest.
    expect(concernOf({ pledgeId: "p", instrument: "x" })).toEqual({ pledgeIds: ["p"], positions: [] });
  });
});
