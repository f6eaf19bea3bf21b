import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { decimal, plain } from "../../shared/kernel/decimal.ts";
import { capAccount, escrowAccount, reserveAccount } from "../../shared/ledger/account.ts";
import { headroom, quota } from "../../shared/permits/instruments.ts";
import { issuePermits, type PermitIssueRefusal, type PermitLot, permitOf, returnPermits } from "../../shared/permits/issue.ts";
import { explainShortage } from "../../shared/permits/shortage.ts";
import { commit } from "../../shared/store/transaction.ts";
import { anEntry, givenPool, type PermitsWorld, permitsWorld } from "./permits-support.ts";

describe("issuing permits out of a reserve", () => {
  let world: PermitsWorld;

  beforeAll(async () => {
    world = await permitsWorld();
  });

  const aLot = (pool: string, given: Partial<PermitLot> = {}): PermitLot => ({
    pollutant: "COD",
    pool,
    firstMonth: "2026-12",
    lastMonth: "2027-02",
    tonnes: decimal("10"),
    ...given,
  });
  const room = async (pool: string, year: string) =>
    plain((await world.ports.ledger.position(capAccount(pool), headroom("COD", pool, year))).available);
  const inReserve = async (pool: string) => plain((await world.ports.ledger.position(reserveAccount(pool), quota("COD", pool))).available);
  const permitsOf = async (account: string, lot: PermitLot) => plain((await world.ports.ledger.position(account, permitOf(lot))).available);

  function issue(lot: PermitLot, to: string) {
    const entry = anEntry<PermitIssueRefusal>(world);
    issuePermits(entry, { ...lot, from: reserveAccount(lot.pool), to });
    return commit(world.engine.dynamo, entry.writes());
  }
  function giveBack(lot: PermitLot, from: string, at: string) {
    const entry = anEntry<never>(world);
    returnPermits(entry, { ...lot, from, to: reserveAccount(lot.pool), at });
    return commit(world.engine.dynamo, entry.writes());
  }

  it("takes the tonnes from the reserve, and tonnes times months from the cap of each year of the term", async () => {
    const pool = await givenPool(world, { quota: "25", headroom: { "2026": "100", "2027": "100" } });
    const escrow = escrowAccount(randomUUID());
    expect(await issue(aLot(pool), escrow)).toEqual({ kind: "committed" });
    expect(await inReserve(pool)).toBe("15");
    expect(await room(pool, "2026")).toBe("90");
    expect(await room(pool, "2027")).toBe("80");
    expect(await permitsOf(escrow, aLot(pool))).toBe("10");
  });

  it("names the year without room and how much is missing, and leaves nothing behind", async () => {
    const pool = await givenPool(world, { quota: "25", headroom: { "2026": "100", "2027": "19.999" } });
    const escrow = escrowAccount(randomUUID());
    const refusal = { code: "no-headroom", pollutant: "COD", pool, tonnes: decimal("10"), year: "2027", required: decimal("20") } as const;
    expect(await issue(aLot(pool), escrow)).toEqual({ kind: "failed", failure: refusal });
    expect(await explainShortage(world.ports.ledger, refusal)).toEqual({
      ...refusal,
      available: decimal("19.999"),
      shortfall: decimal("0.001"),
      source: expect.stringContaining("财税〔2015〕61号, article 3"),
    });
    expect(await inReserve(pool)).toBe("25");
    expect(await room(pool, "2026")).toBe("100");
    expect(await permitsOf(escrow, aLot(pool))).toBe("0");
  });

  it("has no room in a year whose cap was never set", async () => {
    const pool = await givenPool(world, { quota: "25", headroom: { "2026": "100" } });
    const result = await issue(aLot(pool), escrowAccount(randomUUID()));
    expect(result).toMatchObject({ kind: "failed", failure: { code: "no-headroom", year: "2027" } });
  });

  it("refuses what the reserve does not hold", async () => {
    const pool = await givenPool(world, { quota: "9.999", headroom: { "2026": "100", "2027": "100" } });
    const refusal = { code: "reserve-too-small", pollutant: "COD", pool, required: decimal("10") } as const;
    expect(await issue(aLot(pool), escrowAccount(randomUUID()))).toEqual({ kind: "failed", failure: refusal });
    expect(await explainShortage(world.ports.ledger, refusal)).toMatchObject({ shortfall: decimal("0.001") });
    expect(await room(pool, "2026")).toBe("100");
  });

  it("lets exactly one of two issues at once have the last headroom", async () => {
    const pool = await givenPool(world, { quota: "100", headroom: { "2026": "10", "2027": "20" } });
    const results = await Promise.all(Array.from({ length: 4 }, () => issue(aLot(pool), escrowAccount(randomUUID()))));
    expect(results.filter(({ kind }) => kind === "committed")).toHaveLength(1);
    expect(results.filter((result) => result.kind === "failed")).toMatchObject(
      Array.from({ length: 3 }, () => ({ failure: { code: "no-headroom", year: "2026" } })),
    );
    expect(await inReserve(pool)).toBe("90");
    expect(await room(pool, "2027")).toBe("0");
  });

  it("gives everything back while the term has not begun in the city, whatever the month in UTC", async () => {
    const pool = await givenPool(world, { quota: "25", headroom: { "2026": "100", "2027": "100" } });
    const escrow = escrowAccount(randomUUID());
    await issue(aLot(pool), escrow);
    expect(await giveBack(aLot(pool), escrow, "2026-11-30T15:59:59.999Z")).toEqual({ kind: "committed" });
    expect([await inReserve(pool), await room(pool, "2026"), await room(pool, "2027")]).toEqual(["25", "100", "100"]);
    expect(await permitsOf(escrow, aLot(pool))).toBe("0");
  });

  it("keeps the headroom of months that have begun, and gives the quota back whole", async () => {
    const pool = await givenPool(world, { quota: "25", headroom: { "2026": "100", "2027": "100" } });
    const escrow = escrowAccount(randomUUID());
    await issue(aLot(pool), escrow);
    // Four in the afternoon UTC is the first of January in the city: January has begun, February is left.
    expect(await giveBack(aLot(pool), escrow, "2026-12-31T16:00:00.000Z")).toEqual({ kind: "committed" });
    expect([await inReserve(pool), await room(pool, "2026"), await room(pool, "2027")]).toEqual(["25", "90", "90"]);
  });
});
