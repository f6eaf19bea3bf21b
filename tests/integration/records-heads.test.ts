import { beforeEach, describe, expect, it } from "vitest";
import { headerKey, headerRow } from "../../functions/records/sealing/rows.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import { headHashOf, isSigned } from "../../shared/records/signed-head.ts";
import { keyOf } from "../../shared/store/client.ts";
import { awardFacts } from "../bench/award-facts.ts";
import { openSealing, type SealingWorld } from "../support/sealing.ts";

const start = "2026-03-02T03:00:00.000Z";
/** Midnight in Shanghai after it, and when everything of the day is behind the watermark. */
const midnight = "2026-03-02T16:00:00.000Z";
const settled = plusSeconds(midnight, 601);

describe("the signed head of a day", () => {
  let world: SealingWorld;
  beforeEach(async () => {
    world = await openSealing(start);
  });
  const heads = async () => (await world.heads.heads({ limit: 100 })).items.toReversed();

  it("is signed once its day is over and sealed, says where the chain ended, and stands under lock as it is read", async () => {
    await world.record(awardFacts(3, start));
    world.clock.moveTo(plusSeconds(midnight, 300));
    await world.seal();
    await world.sign();
    expect(await heads()).toEqual([]);
    world.clock.moveTo(settled);
    await world.seal();
    await world.sign();
    await world.sign();
    const [head, ...others] = await heads();
    const [block] = await world.blocks();
    expect(others).toEqual([]);
    expect(head).toMatchObject({ day: "2026-03-02", n: 1, hash: block?.header.hash, through: block?.header.through, madeAt: settled });
    expect(head?.before).toBe(plusSeconds(settled, -600));
    expect(head && isSigned(head)).toBe(true);
    expect(head?.fingerprint).toBe(sha256(Buffer.from(await world.signer.publicKey(), "base64")));
    expect([...world.archived]).toEqual([["heads/2026-03-02.json", expect.any(String)]]);
    expect(JSON.parse(world.archived.get("heads/2026-03-02.json") ?? "")).toEqual(head);
    expect(world.warnings).toEqual([]);
  });

  it("is signed also for days on which nothing happened, and those that were missed are made up for, each linked to the one before", async () => {
    world.clock.moveTo(settled);
    await world.seal();
    await world.sign();
    world.clock.moveTo(plusSeconds(settled, 4 * 86_400));
    await world.seal();
    await world.sign();
    const signed = await heads();
    expect(signed.map(({ day, n }) => [day, n])).toEqual(["02", "03", "04", "05", "06"].map((day) => [`2026-03-${day}`, 0]));
    expect(signed.map(({ previousHash }) => previousHash)).toEqual(["0".repeat(64), ...signed.slice(0, -1).map(headHashOf)]);
    expect(signed.every(isSigned)).toBe(true);
    expect(world.archived.size).toBe(5);
  });

  it("is never signed twice: of two jobs at once, one signs the day and the other finds it", async () => {
    await world.record(awardFacts(1, start));
    world.clock.moveTo(settled);
    await world.seal();
    await Promise.all([world.sign(), world.sign(), world.sign()]);
    expect((await heads()).map(({ day }) => day)).toEqual(["2026-03-02"]);
    expect(JSON.parse(world.archived.get("heads/2026-03-02.json") ?? "")).toEqual((await heads())[0]);
  });

  it("says how far sealing is where that is behind for hours, and people are warned; a missing head of an earlier day is a warning, too", async () => {
    world.clock.moveTo(settled);
    await world.seal();
    await world.sign();
    world.clock.moveTo(plusSeconds(settled, 86_400));
    await world.sign();
    expect(world.warnings).toEqual([]);
    world.clock.moveTo(plusSeconds(settled, 86_400 + 6 * 3600));
    await world.sign();
    expect(world.warnings).toEqual(["head-missing", "sealing-behind"]);
    expect((await heads()).at(-1)).toMatchObject({ day: "2026-03-03", before: plusSeconds(settled, -600) });
  });

  it("is not signed over a chain with a broken link, and people are warned", async () => {
    await world.record(awardFacts(1, start));
    world.clock.moveTo(settled);
    await world.seal();
    const [block] = await world.blocks();
    if (!block) throw new Error("no block");
    const changed = { ...block.header, sealedAt: plusSeconds(block.header.sealedAt, 1) };
    await world.seals.putAll([{ ...keyOf(headerKey(1)), ...headerRow(changed) }]);
    await world.sign();
    expect(world.warnings).toEqual(["chain-broken"]);
    expect(await heads()).toEqual([]);
  });

  it("that is changed in the table is not the one under lock, and people are warned", async () => {
    world.clock.moveTo(settled);
    await world.seal();
    world.archived.set("heads/2026-03-02.json", "{}");
    await world.sign();
    expect(world.warnings).toEqual(["head-differs"]);
  });
});
