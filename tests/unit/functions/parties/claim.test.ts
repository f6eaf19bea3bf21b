import { describe, expect, it } from "vitest";
import { type Claim, freedClaim, isHeldBy, reservedClaim, takenClaim } from "../../../../functions/parties/claims/claim.ts";

const at = "2026-03-02T01:00:00.000Z";
const later = "2026-04-01T01:00:00.000Z";
const taking = { kind: "credit-code", number: "X", by: "zhang", partyId: "mill", at } as const;
const held: Claim = { kind: "credit-code", number: "X", state: "held", partyId: "steel", version: 4 };

describe("a number that a registration claims", () => {
  it("is taken by the first one, and by nobody else while that one holds it", () => {
    expect(takenClaim(undefined, taking)).toEqual({ ok: true, value: { ...held, partyId: "mill", version: 1 } });
    expect(takenClaim(held, taking)).toMatchObject({ refusal: { code: "credit-code-registered", creditCode: "X" } });
    expect(takenClaim({ ...held, kind: "licence" }, { ...taking, kind: "licence" })).toMatchObject({
      refusal: { code: "licence-registered", licenceNumber: "X" },
    });
  });

  it("is free for everybody once its holder let it go, with a version that follows", () => {
    expect(takenClaim(freedClaim(held), taking)).toEqual({ ok: true, value: { ...held, partyId: "mill", version: 6 } });
  });

  it("is free for the one it is reserved for only, until the reservation ends", () => {
    const reserved = reservedClaim(held, "wang", later);
    expect(takenClaim(reserved, taking)).toMatchObject({ refusal: { code: "number-reserved", until: later } });
    expect(takenClaim(reserved, { ...taking, by: "wang" })).toMatchObject({ ok: true });
    expect(takenClaim(reserved, { ...taking, at: later })).toMatchObject({ ok: true });
    expect(takenClaim(reservedClaim(held, "wang"), { ...taking, at: later })).toMatchObject({ refusal: { code: "number-reserved" } });
  });

  it("is held by its holder only", () => {
    expect([isHeldBy(held, "steel"), isHeldBy(held, "mill"), isHeldBy(freedClaim(held), "steel"), isHeldBy(undefined, "steel")]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
