import { blockReader } from "../../functions/records/sealing/blocks.ts";
import { sealedLines } from "../../functions/records/sealing/sealed-lines.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { required } from "../../shared/kernel/invariant.ts";
import type { SignedHead } from "../../shared/records/signed-head.ts";
import { awardFacts } from "../bench/award-facts.ts";
import { openSealing, type SealingWorld } from "./sealing.ts";

/** A chain of some days with a head, and exports of it. */
export interface SealedFile {
  readonly world: SealingWorld;
  readonly head: SignedHead;
  /** Lines of an export of a range; of everything by default. */
  lines(range?: { readonly from?: string; readonly before?: string; readonly area?: string }): Promise<string[]>;
}

/** The first day with records; each of the three days has five. */
export const firstDay = "2026-03-02";
/** An instant after everything. */
export const afterAll = "2026-03-06T00:00:00.000Z";

/** Seals records of three days, one of them late, and signs heads. */
export async function sealedFile(): Promise<SealedFile> {
  const world = await openSealing("2026-03-01T00:00:00.000Z");
  const days = [firstDay, "2026-03-03", "2026-03-04"];
  for (const day of days) await world.record(awardFacts(5, `${day}T03:00:00.000Z`));
  world.clock.moveTo("2026-03-05T00:00:00.000Z");
  await world.seal();
  await world.record(awardFacts(1, `${firstDay}T05:00:00.000Z`));
  world.clock.moveTo(plusSeconds(afterAll, 3600));
  await world.seal();
  await world.sign();
  const head = required(await world.heads.newest(), "head");
  const reader = blockReader(world.seals, world.records);
  return {
    ...{ world, head },
    lines: ({ from = "2026-03-01T00:00:00.000Z", before = afterAll, area = "420700" } = {}) =>
      Array.fromAsync(sealedLines(reader, { from, before, area, head })),
  };
}
