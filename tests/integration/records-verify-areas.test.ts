import { describe, expect, it } from "vitest";
import type { Verdict } from "../../bin/commands/verify/verdict.ts";
import { blockReader } from "../../functions/records/sealing/blocks.ts";
import { sealedLines } from "../../functions/records/sealing/sealed-lines.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { entryHashOf, type SealEntry } from "../../shared/records/chain.ts";
import type { TradeRecord } from "../../shared/records/trade-record.ts";
import { awardFacts } from "../bench/award-facts.ts";
import { ecovalue } from "../support/ecovalue.ts";
import { openSealing } from "../support/sealing.ts";

const start = "2026-03-02T03:00:00.000Z";
const [own, other] = ["420704", "420702"] as const;

interface Line {
  readonly block?: unknown;
  readonly entries?: (SealEntry | { readonly entryHash: string })[];
  readonly record?: TradeRecord;
}

/** One block with two records of a district and two of another, a second apart in turn, and exports of it. */
async function mixedBlock() {
  const world = await openSealing(start);
  const facts = awardFacts(4, start).map((fact, place) => {
    const siteArea = place % 2 === 0 ? own : other;
    return { ...fact, areas: ["420700", siteArea], data: { ...fact.data, siteArea } };
  });
  await world.record(facts);
  world.clock.moveTo("2026-03-02T17:00:00.000Z");
  await world.seal();
  await world.sign();
  const head = required(await world.heads.newest(), "head");
  const reader = blockReader(world.seals, world.records);
  return async (area: string, from: string, before: string): Promise<Line[]> =>
    (await Array.fromAsync(sealedLines(reader, { area, from, before, head }))).map((line) => JSON.parse(line) as Line);
}

async function verdictOf(lines: readonly Line[]): Promise<Verdict> {
  const { out } = await ecovalue(["verify"], lines.map((line) => JSON.stringify(line)).join("\n"));
  return JSON.parse(out) as Verdict;
}

const isEntryOf = (entry: SealEntry | { readonly entryHash: string }, { recordId }: TradeRecord) =>
  "key" in entry && entry.key.endsWith(`#${recordId}`);

/** The export of a district in which one of its records is hidden, and an entry of another district shown in its place. */
function exchanged(lines: readonly Line[], hidden: TradeRecord, shown: SealEntry, record: TradeRecord | undefined): Line[] {
  return lines.flatMap((line): Line[] => {
    if (line.record?.recordId === hidden.recordId) return [];
    if (!line.entries) return [line];
    const entries = line.entries.map((entry) => {
      if ("key" in entry) return isEntryOf(entry, hidden) ? { entryHash: entryHashOf(entry) } : entry;
      return entry.entryHash === entryHashOf(shown) ? shown : entry;
    });
    return [{ ...line, entries }, ...(record ? [{ record }] : [])];
  });
}

describe("ecovalue verify, on a sealed export of a district", () => {
  it("finds a record that was dropped where one of another district is shown in its place, in the range or out of it", async () => {
    const lines = await mixedBlock();
    const city = await lines("420700", start, plusSeconds(start, 9));
    const records = city.flatMap(({ record }) => record ?? []);
    const entries = city.flatMap((line) => line.entries ?? []) as SealEntry[];
    const [first, second] = [required(records[0], "record"), required(records[1], "record")];
    const last = required(entries[3], "entry");
    const whole = await lines(own, start, plusSeconds(start, 9));
    expect((await verdictOf(whole)).verified).toBe(true);
    // The neighbour's record stands where the district's was.
    expect((await verdictOf(exchanged(whole, first, required(entries[1], "entry"), second))).verified).toBe(false);
    // The neighbour's entry is out of the range, so that no record has to follow for it.
    const part = await lines(own, start, plusSeconds(start, 1));
    expect((await verdictOf(part)).verified).toBe(true);
    expect((await verdictOf(exchanged(part, first, last, undefined))).verified).toBe(false);
    expect((await verdictOf(exchanged(part, first, last, records[3]))).verified).toBe(false);
  });
});
