import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { blockObject, blockObjectKey } from "../../functions/records/sealing/block-object.ts";
import { blockReader } from "../../functions/records/sealing/blocks.ts";
import { storeBlock } from "../../functions/records/sealing/store-block.ts";
import { countBlocks } from "../../functions/records/statistics/count-block.ts";
import { recordsOf } from "../../functions/records/trades/record-trade.ts";
import { recordRows } from "../../functions/records/trades/rows.ts";
import { canonicalJson } from "../../shared/kernel/canonical-json.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { type BlockHeader, entryHashOf, headerHashOf, type SealEntry } from "../../shared/records/chain.ts";
import { isSigned, type SignedHead } from "../../shared/records/signed-head.ts";
import { openArchive } from "../../shared/store/objects.ts";
import { awardFacts } from "../bench/award-facts.ts";
import type { Door } from "../support/front-door.ts";
import { grantedOn } from "../support/granted.ts";
import { givenMember } from "../support/members.ts";
import { recordsDoor } from "../support/records-door.ts";
import { openSealing, type SealingWorld } from "../support/sealing.ts";

const start = "2026-03-02T03:00:00.000Z";
const midnight = "2026-03-02T16:00:00.000Z";

interface Seal {
  readonly header: BlockHeader;
  readonly position: number;
  readonly entry: SealEntry;
  readonly entryHashes: readonly string[];
  readonly head?: SignedHead;
  readonly following: { readonly items: readonly BlockHeader[]; readonly nextCursor?: string };
}

describe("what proves records", () => {
  let world: SealingWorld;
  let call: Door;
  /** Somebody of each kind; the first record is the member's. */
  let people: Record<"operator" | "bureau" | "district" | "member" | "stranger", string>;
  const records = awardFacts(6, start).flatMap(recordsOf);
  beforeAll(async () => {
    world = await openSealing(start);
    call = recordsDoor(await grantedOn(world.engine, world.clock));
    const [operator, bureau, district, member, stranger] = await Promise.all([
      givenMember(world.engine, { role: "operator" }),
      givenMember(world.engine, { role: "regulator", area: "420700" }),
      givenMember(world.engine, { role: "district", area: "420703" }),
      givenMember(world.engine, { role: "enterprise", area: "420704" }),
      givenMember(world.engine, { role: "enterprise", area: "420704" }),
    ]);
    const of = { operator, bureau, district, member, stranger };
    people = Object.fromEntries(Object.entries(of).map(([name, { subject }]) => [name, subject])) as typeof people;
    // Two of three blocks are of the day; the third record is the member's.
    const facts = awardFacts(6, start).map((fact, place) =>
      place === 2 ? { ...fact, data: { ...fact.data, partyId: member.partyId } } : fact,
    );
    records.splice(0, 6, ...facts.flatMap(recordsOf));
    await world.record(facts.slice(0, 3));
    world.clock.moveTo(plusSeconds(start, 650));
    await world.seal();
    await world.record(facts.slice(3));
    await world.seal();
    await world.record(awardFacts(1, plusSeconds(start, 20)));
    await world.seal();
  });
  const get = (as: string | undefined, path: string) => call({ ...(as !== undefined && { as }), method: "GET", path });

  it("a block shows its entries to who sees the city, and to others those of records in their sight, with the hash of all", async () => {
    const shown = async (as: string) =>
      (await get(as, "/records/blocks/1")).body as { header: BlockHeader; entries: { entryHash: string; entry?: SealEntry }[] };
    const [block] = await world.blocks();
    for (const as of [people.operator, people.bureau]) {
      expect(await shown(as)).toEqual({
        header: block?.header,
        entries: block?.entries.map((entry) => ({ entryHash: entryHashOf(entry), entry })),
      });
    }
    const seenBy = async (as: string) => (await shown(as)).entries.map(({ entry }) => entry?.key.split("#")[1]);
    expect(await seenBy(people.member)).toEqual([undefined, undefined, records[2]?.recordId]);
    for (const as of [people.district, people.stranger]) expect(await seenBy(as)).toEqual([undefined, undefined, undefined]);
    const hashes = (await shown(people.stranger)).entries.map(({ entryHash }) => entryHash);
    expect(sha256(canonicalJson(hashes))).toBe(block?.header.entriesHash);
    expect((await get(people.bureau, "/records/blocks/99")).status).toBe(404);
    expect((await get(people.bureau, "/records/blocks/0")).status).toBe(422);
  });

  it("headers are listed newest first, page by page", async () => {
    const first = (await get(people.bureau, "/records/blocks?limit=2")).body as { items: BlockHeader[]; nextCursor: string };
    expect(first.items.map(({ n }) => n)).toEqual([3, 2]);
    const second = (await get(people.bureau, `/records/blocks?limit=2&cursor=${first.nextCursor}`)).body as { items: BlockHeader[] };
    expect(second.items.map(({ n }) => n)).toEqual([1]);
  });

  it("one record is proven to whoever may read it, up to the head of its day, and to nobody else", async () => {
    const recordId = required(records[2], "record").recordId;
    const path = `/records/trades/${recordId}/seal`;
    expect((await get(people.member, path)).body).toMatchObject({ position: 2, following: { items: [] } });
    expect((await get(people.member, path)).body).not.toHaveProperty("head");
    world.clock.moveTo(plusSeconds(midnight, 700));
    await world.seal();
    await world.sign();
    for (const as of [people.member, people.bureau, people.operator]) {
      const seal = (await get(as, `${path}?limit=1`)).body as Seal;
      const rest = (await get(as, `${path}?limit=1&cursor=${seal.following.nextCursor}`)).body as Seal;
      expect(proves(seal, [...seal.following.items, ...rest.following.items], sha256(canonicalJson(records[2])))).toBe(true);
    }
    for (const as of [people.stranger, people.district]) expect((await get(as, path)).status).toBe(404);
    expect((await get(people.member, "/records/trades/nothing/seal")).status).toBe(404);
  });

  it("a record that is not sealed yet is said to be so", async () => {
    const [fact] = awardFacts(1, world.clock.now());
    await world.record([required(fact, "fact")]);
    const answer = await get(people.bureau, `/records/trades/${fact?.factId}/seal`);
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ type: expect.stringContaining("record-not-sealed"), recordId: fact?.factId });
  });

  it("signed heads are for everybody: listed newest first, and read by day with the key that verifies them", async () => {
    world.clock.moveTo(plusSeconds(midnight, 86_400 + 700));
    await world.seal();
    await world.sign();
    const listed = (await get(undefined, "/records/heads?limit=1")).body as { items: SignedHead[]; nextCursor: string };
    expect(listed.items.map(({ day }) => day)).toEqual(["2026-03-03"]);
    const head = (await get(undefined, "/records/heads/2026-03-02")).body as SignedHead;
    expect(isSigned(head)).toBe(true);
    expect(head).toEqual(JSON.parse(world.archived.get("heads/2026-03-02.json") ?? ""));
    expect((await get(undefined, "/records/heads/2026-03-01")).status).toBe(404);
  });

  it("a record that was altered after it was sealed is neither stored under lock nor counted: whoever works on its block fails, which people are told", async () => {
    const { buckets } = await grantedOn(world.engine, world.clock);
    const blocks = blockReader(world.seals, world.records);
    const archive = openArchive(required(buckets.RecordArchive, "bucket"));
    const block = required(await blocks.block(2), "block");
    const [record] = await blocks.recordsOf(block);
    const [row] = recordRows(required(record, "record"));
    const [altered] = recordRows({ ...required(record, "record"), amount: "1.00" });
    await world.records.putAll([required(altered, "row")]);
    const told = { n: 2 };
    await expect(storeBlock({ blocks, archive }, told)).rejects.toThrow("is not as it was sealed");
    expect(await archive.readBytes(blockObjectKey(block.header))).toBeUndefined();
    const counting = { dynamo: world.engine.dynamo, records: world.records, blocks };
    await expect(countBlocks(counting, told)).rejects.toThrow("is not as it was sealed");
    await world.records.putAll([required(row, "row")]);
    await storeBlock({ blocks, archive }, told);
    await countBlocks(counting, told);
  });

  it("neither a header nor a head names a record, so that nobody learns from the chain whose record it is: ids hold who won, what was pledged and where", async () => {
    const ids = (await world.blocks()).flatMap(({ entries }) => entries.map(({ key }) => key.split("#")[1] ?? ""));
    const shown = await Promise.all([
      get(people.stranger, "/records/blocks"),
      get(undefined, "/records/heads"),
      get(undefined, "/records/heads/2026-03-02"),
    ]);
    expect(shown.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const { body } of shown) for (const id of ids) expect(JSON.stringify(body)).not.toContain(id);
  });

  it("each sealed block is an object of its day, once, whose lines are its records with the block's number", async () => {
    const { buckets } = await grantedOn(world.engine, world.clock);
    const blocks = blockReader(world.seals, world.records);
    const archive = openArchive(required(buckets.RecordArchive, "bucket"));
    await storeBlock({ blocks, archive }, { n: 3 });
    await storeBlock({ blocks, archive }, { n: 3 });
    const block = required(await blocks.block(3), "block");
    expect(blockObjectKey(block.header)).toBe("blocks/day=2026-03-02/0000000003.jsonl.gz");
    const bytes = required(await archive.readBytes(blockObjectKey(block.header)), "object");
    const [record] = await blocks.recordsOf(block);
    expect(gunzipSync(bytes).toString()).toBe(`${canonicalJson({ ...record, block: 3, late: true })}\n`);
    expect(blockObject(block, await blocks.recordsOf(block)).bytes).toEqual(Buffer.from(bytes));
    await expect(storeBlock({ blocks, archive }, { n: 99 })).rejects.toThrow("block 99");
  });
});

/** Whether a seal proves that a record with this hash is in the chain of its signed head, as anybody can compute. */
function proves({ header, position, entry, entryHashes, head }: Seal, following: readonly BlockHeader[], recordHash: string): boolean {
  if (entry.hash !== recordHash || entryHashOf(entry) !== entryHashes[position]) return false;
  if (sha256(canonicalJson(entryHashes)) !== header.entriesHash || headerHashOf(header) !== header.hash) return false;
  let { hash } = header;
  for (const next of following) {
    if (next.previousHash !== hash || headerHashOf(next) !== next.hash) return false;
    ({ hash } = next);
  }
  return head !== undefined && head.hash === hash && isSigned(head);
}
