import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Verdict } from "../../bin/commands/verify/verdict.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { type BlockHeader, entriesHashOf, entryHashOf, headerHashOf, type SealEntry } from "../../shared/records/chain.ts";
import { instantIn, recordHashOf } from "../../shared/records/record-hash.ts";
import { fingerprintOf, type SignedHead, signedText } from "../../shared/records/signed-head.ts";
import type { TradeRecord } from "../../shared/records/trade-record.ts";
import { ecovalue } from "../support/ecovalue.ts";
import { firstDay, type SealedFile, sealedFile } from "../support/sealed-file.ts";
import { signingKey } from "../support/sealing.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

interface Line {
  readonly block?: BlockHeader;
  readonly entries?: SealEntry[];
  readonly record?: TradeRecord;
  readonly head?: SignedHead;
}

describe("ecovalue verify, on a sealed export", () => {
  let file: SealedFile;
  let lines: string[];
  let folder: string;
  beforeAll(async () => {
    file = await sealedFile();
    lines = await file.lines();
    folder = temporaryFolder("sealed");
  });

  const read = (of: readonly string[] = lines) => of.map((line) => JSON.parse(line) as Line);
  const written = (of: readonly Line[]) => of.map((line) => JSON.stringify(line));
  async function verify(of: readonly string[], head?: unknown) {
    const headFile = join(folder, "head.json");
    if (head) writeFileSync(headFile, JSON.stringify(head));
    const { out, errors, code } = await ecovalue(["verify", ...(head ? ["--head", headFile] : [])], `${of.join("\n")}\n`);
    return { code, errors, verdict: out === "" ? undefined : (JSON.parse(out) as Verdict) };
  }
  /** Indices of the lines with records. */
  const recordsAt = () => read().flatMap(({ record }, index) => (record ? [index] : []));
  const recordIn = (index: number | undefined) => required(read()[required(index, "line")]?.record, "record");
  /** Changes lines, each read. */
  const changed = (change: (all: Line[]) => unknown) => {
    const all = read();
    change(all);
    return written(all);
  };
  /** Makes headers and head fit changed blocks, as somebody who changes everything would. */
  async function relinked(all: Line[], key = signingKey()) {
    let previous: string | undefined;
    const fitting: Line[] = [];
    for (const line of all) {
      if (line.block) {
        const entries = line.entries ?? [];
        const [first, last] = [instantIn(entries[0]?.key ?? line.block.first), instantIn(entries.at(-1)?.key ?? line.block.last)];
        const block = {
          ...line.block,
          ...{ first, last, previousHash: previous ?? line.block.previousHash },
          ...(line.entries && { entriesHash: entriesHashOf(entries), count: entries.length, areas: { "420700": entries.length } }),
        };
        const hash = headerHashOf(block);
        previous = hash;
        fitting.push({ ...line, block: { ...block, hash } });
      } else if (line.head) {
        const { publicKey: _key, signature: _signature, ...statement } = line.head;
        const publicKey = await key.publicKey();
        const said = { ...statement, hash: previous ?? statement.hash, fingerprint: fingerprintOf(publicKey) };
        fitting.push({ head: { ...said, publicKey, signature: await key.sign(signedText(said)) } });
      } else fitting.push(line);
    }
    return written(fitting);
  }

  it("holds for what was exported, with the head of another source, and says key and block", async () => {
    const { code, verdict, errors } = await verify(lines, file.head);
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(verdict).toMatchObject({ kind: "sealed-export", verified: true });
    expect(verdict?.checks.every(({ holds }) => holds)).toBe(true);
    expect(verdict?.recomputed).toMatchObject({ blocks: "4", records: "16", complete: "yes", fingerprint: file.head.fingerprint });
    expect(
      read()
        .flatMap(({ entries }) => entries ?? [])
        .filter(({ late }) => late),
    ).toHaveLength(1);
  });

  it("holds for a part: a day, whose blocks alone have entries, and an area, whose records alone are shown", async () => {
    const range = { from: "2026-03-02T16:00:00.000Z", before: "2026-03-03T16:00:00.000Z" };
    const day = await file.lines(range);
    expect((await verify(day, file.head)).verdict).toMatchObject({ verified: true });
    expect(read(day).filter(({ entries }) => entries)).toHaveLength(1);
    expect(read(day).filter(({ record }) => record)).toHaveLength(5);
    const district = await file.lines({ ...range, area: "420702" });
    expect((await verify(district)).verdict).toMatchObject({ verified: true });
    expect(read(district).some(({ record }) => record)).toBe(false);
    expect((await verify(await file.lines({ ...range, area: "420704" }))).verdict?.recomputed).toMatchObject({ records: "5" });
  });

  it("reads a file line by line, and takes one that ends lines as Windows does", async () => {
    const path = join(folder, "export.jsonl");
    writeFileSync(path, lines.join("\r\n"));
    const { code, out } = await ecovalue(["verify", path]);
    expect({ code, verified: (JSON.parse(out) as Verdict).verified }).toEqual({ code: 0, verified: true });
  });

  it.each([
    ["amount", (record: TradeRecord) => ({ ...record, amount: "17200.01" })],
    ["party", (record: TradeRecord) => ({ ...record, parties: record.parties.slice(1) })],
    ["id", (record: TradeRecord) => ({ ...record, recordId: "another" })],
    ["time", (record: TradeRecord) => ({ ...record, occurredAt: "2026-03-03T03:00:02.001Z" })],
    ["member that no record has", (record: TradeRecord) => ({ ...record, remark: 1.5 })],
  ])("names the record whose %s was altered", async (_what, alter) => {
    const at = required(recordsAt()[8], "record");
    const { recordId } = recordIn(at);
    const { code, errors } = await verify(changed((all) => all.splice(at, 1, { record: alter(recordIn(at)) as TradeRecord })));
    expect(code).toBe(3);
    expect(errors).toMatch(new RegExp(`^ecovalue verify: not verified: /line ${at + 1}: the record ${recordId} .* was altered`));
    expect(errors).toContain("被改动");
  });

  it("names the first record that was dropped, inserted or moved, also from block to block", async () => {
    const at = recordsAt();
    const [one, other] = [required(at[1], "record"), required(at[7], "record")];
    const said = async (of: readonly string[]) => (await verify(of)).errors;
    expect(await said(changed((all) => all.splice(one, 1)))).toContain(
      `the record ${recordIn(one).recordId} of ${recordIn(one).occurredAt} was dropped`,
    );
    const inserted = { ...recordIn(one), recordId: "inserted", occurredAt: `${firstDay}T03:00:01.500Z` };
    expect(await said(changed((all) => all.splice(one + 1, 0, { record: inserted })))).toContain("the record inserted of");
    const twice = changed((all) => all.splice(one + 1, 0, { record: recordIn(one) }));
    expect(await said(twice)).toContain(`the record ${recordIn(one).recordId} of ${recordIn(one).occurredAt} was inserted`);
    const swapped = changed((all) => all.splice(one, 2, { record: recordIn(one + 1) }, { record: recordIn(one) }));
    expect(await said(swapped)).toContain(`the record ${recordIn(one).recordId} of ${recordIn(one).occurredAt} was moved`);
    const moved = changed((all) => all.splice(other, 0, ...all.splice(one, 1)));
    expect(await said(moved)).toContain(`the record ${recordIn(one).recordId} of ${recordIn(one).occurredAt} was moved`);
  });

  it("finds a record that was altered or dropped together with its entry, in its block", async () => {
    const at = required(recordsAt()[8], "record");
    const altered = { ...recordIn(at), amount: "1.00" };
    const withEntry = changed((all) => {
      all[at] = { record: altered };
      for (const entry of all.flatMap(({ entries }) => entries ?? []))
        if (entry.key.endsWith(`#${altered.recordId}`)) Object.assign(entry, { hash: recordHashOf(altered) });
    });
    expect((await verify(withEntry)).errors).toContain("the entries of block 2 are not those that were sealed");
    const dropped = changed((all) => {
      all.splice(at, 1);
      for (const { entries } of all) {
        const place = entries?.findIndex(({ key }) => key.endsWith(`#${altered.recordId}`)) ?? -1;
        if (place >= 0) entries?.splice(place, 1);
      }
    });
    expect((await verify(dropped)).errors).toContain("the entries of block 2 are not those that were sealed (5 / 4");
  });

  it("finds a changed block, one that was taken out, and a chain that was cut at either end", async () => {
    const blocks = read().flatMap(({ block }, index) => (block ? [index] : []));
    const [first, second, third] = blocks.map((index) => required(index, "block"));
    const said = async (of: readonly string[]) => (await verify(of)).errors;
    const other = changed((all) =>
      Object.assign(required(all[required(second, "block")]?.block, "block"), { sealedAt: "2026-03-01T00:00:00.000Z" }),
    );
    expect(await said(other)).toContain("the header of block 2 was changed");
    const out = changed((all) => all.splice(required(second, "block"), required(third, "block") - required(second, "block")));
    expect(await said(out)).toContain("blocks 2 to 2 are missing");
    const start = changed((all) => all.splice(required(first, "block"), required(second, "block") - required(first, "block")));
    expect(await said(start)).toContain("blocks before block 2 are missing");
    expect(await said(lines.slice(0, -1))).toContain("the file ends before the signed head");
    expect(await said([...lines.slice(0, required(third, "block")), required(lines.at(-1), "head")])).toContain(
      "the signed head is of block 4",
    );
    const hidden = changed((all) => {
      const line = required(all[required(second, "block")], "block");
      all[required(second, "block")] = { block: required(line.block, "block") };
    });
    expect(await said(hidden)).toContain("the entries of block 2 are missing, although it is in the range");
  });

  it("says of an export that ends at an older head that it is not complete, and of a newer head that it does not contain its block", async () => {
    const [, older] = (await file.world.heads.heads({})).items;
    const blocks = read().flatMap(({ block }, index) => (block ? [index] : []));
    const cut = [...lines.slice(0, required(blocks[3], "block")), JSON.stringify({ head: older })];
    expect((await verify(cut)).errors).toContain("the first line says otherwise than the head whether the range is complete");
    const honest = [required(cut[0], "line").replace('"complete":true', '"complete":false'), ...cut.slice(1)];
    const { verdict } = await verify(honest);
    expect([verdict?.verified, verdict?.recomputed.complete]).toEqual([true, "no"]);
    expect((await verify(honest, file.head)).errors).toContain("the file does not contain block 4 of the given head");
  });

  it("finds an entry of the area that is only shown by its hash", async () => {
    const hidden = changed((all) => {
      const at = all.findIndex(({ entries }) => entries);
      const { entries = [] } = all[at] ?? {};
      const [entry] = entries.splice(0, 1);
      entries.unshift({ entryHash: entryHashOf(required(entry, "entry")) } as unknown as SealEntry);
      all.splice(at + 1, 1);
    });
    expect((await verify(hidden)).errors).toContain("block 1 has 5 entries of the area, and the file shows 4");
  });

  it("finds a wrong signature; another key and another chain show against a head from elsewhere", async () => {
    const other = await sealedFile();
    const foreign = changed((all) => Object.assign(required(all.at(-1)?.head, "head"), { signature: other.head.signature }));
    expect((await verify(foreign)).errors).toContain("the signature of the head is not that of its key");
    // Somebody alters a record and everything after it, and signs with a key of his own: consistent in itself.
    const at = required(recordsAt()[2], "record");
    const forged = await relinked(
      read(
        changed((all) => {
          const altered = { ...recordIn(at), amount: "1.00" };
          all[at] = { record: altered };
          for (const entry of all.flatMap(({ entries }) => entries ?? []))
            if (entry.key.endsWith(`#${altered.recordId}`)) Object.assign(entry, { hash: recordHashOf(altered) });
        }),
      ),
    );
    const alone = await verify(forged);
    expect(alone.verdict?.recomputed.fingerprint).not.toBe(file.head.fingerprint);
    const against = await verify(forged, file.head);
    expect(against.code).toBe(3);
    expect(against.verdict?.differences.map(({ detail }) => detail).join()).toMatch(/signed with another key.*it is another chain/);
    expect((await verify(lines, other.head)).verdict?.differences.map(({ detail }) => detail).join()).toContain("it is another chain");
    const old = { ...file.head, n: 99 };
    expect((await verify(lines, old)).verdict?.differences.map(({ detail }) => detail).join()).toContain("does not contain block 99");
  });

  /** The lines of a block from its entries on, changed, with everything after them made to fit. */
  const refitted = async (change: (all: Line[]) => unknown) => relinked(read(changed(change)));
  const saidOf = async (of: readonly string[], head?: unknown) =>
    (await verify(of, head)).verdict?.differences.map(({ detail }) => detail).join("\n");
  const blockIn = (all: Line[], n: number) =>
    required(
      all.find(({ block }) => block?.n === n),
      `block ${n}`,
    );

  it.each<[string, () => Promise<string[]>, RegExp]>([
    ["what follows the signed head", async () => [...lines, required(lines.at(-2), "line")], /something follows the signed head/],
    [
      "a record before the first block",
      async () => changed((all) => all.splice(1, 0, { record: recordIn(recordsAt()[0]) })),
      /the record \S+ of \S+ was inserted/,
    ],
    [
      "a block that says another end of the order",
      () => refitted((all) => Object.assign(required(blockIn(all, 2).block, "block"), { through: "2026-01-01T00:00:00.000Z#x" })),
      /block 2 says another end of the order than its entries/,
    ],
    [
      "something before the first block of all",
      () => refitted((all) => Object.assign(required(blockIn(all, 1).block, "block"), { previousHash: "f".repeat(64) })),
      /the first block of all links to a block before it/,
    ],
    [
      "a late entry that is not marked so",
      () =>
        refitted((all) => {
          for (const entry of all.flatMap(({ entries }) => entries ?? [])) Reflect.deleteProperty(entry, "late");
        }),
      /the entry \S+ is late and not marked so/,
    ],
    [
      "entries that changed places",
      () => refitted((all) => blockIn(all, 1).entries?.reverse()),
      /the entry \S+ is out of order: it was moved/,
    ],
  ])("finds %s, also where all that follows was made to fit", async (_what, alter, says) => {
    expect(await saidOf(await alter())).toMatch(says);
  });

  it("finds a record of another area that stands for one that was dropped", async () => {
    const own = await file.lines({ area: "420704" });
    const at = own.findIndex((line) => line.includes('"record":'));
    const foreign = own.with(at, JSON.stringify({ record: { ...required(read(own)[at]?.record, "record"), areas: ["420702"] } }));
    expect(await saidOf(foreign)).toMatch(/the record \S+ is none of the area: it may hide one that was dropped/);
  });

  it("names a record once that was moved from block to block", async () => {
    const at = recordsAt();
    const moved = changed((all) => all.splice(required(at[7], "record"), 0, ...all.splice(required(at[1], "record"), 1)));
    expect((await verify(moved)).verdict?.differences).toHaveLength(1);
  });

  it("takes a head that was signed before its first block, and no head that says something else than was signed", async () => {
    const [, older] = (await file.world.heads.heads({})).items;
    const { n, before, madeAt } = required(older, "head");
    const later = await file.lines({ from: before });
    expect(read(later).find(({ block }) => block)?.block?.n).toBe(n + 1);
    expect(await verify(later, older)).toMatchObject({ code: 0 });
    expect(await saidOf(later, { ...older, hash: "0".repeat(64) })).toMatch(/it is another chain/);
    expect(await saidOf(later, { ...older, madeAt: `${madeAt.slice(0, 4)}-12-31T00:00:00.000Z` })).toMatch(
      /the signature of the given head/,
    );
  });

  it("refuses a line of which a member is none, with its number", async () => {
    const odd = await verify(changed((all) => Object.assign(required(blockIn(all, 1).block, "block"), { n: "one" })));
    expect(odd).toMatchObject({ code: 2, verdict: undefined });
    expect(odd.errors).toContain("/line 2");
  });

  it("refuses what is no sealed export with the line where it ends to be one", async () => {
    const broken = await verify([...lines.slice(0, 3), "{", ...lines.slice(3)]);
    expect(broken).toMatchObject({ code: 2, verdict: undefined });
    expect(broken.errors).toContain("/line 4");
    expect((await verify(['{"any":1}'], file.head)).errors).toContain("--head does not go with this document");
  });
});
