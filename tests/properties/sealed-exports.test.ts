import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Verdict } from "../../bin/commands/verify/verdict.ts";
import type { BlockReader } from "../../functions/records/sealing/blocks.ts";
import { sealedLines } from "../../functions/records/sealing/sealed-lines.ts";
import { recordsOf } from "../../functions/records/trades/record-trade.ts";
import { areasOf } from "../../functions/records/trades/rows.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { type Block, type ChainEnd, genesis, nextBlock, type ToSeal } from "../../shared/records/chain.ts";
import { recordHashOf, recordKeyOf } from "../../shared/records/record-hash.ts";
import { fingerprintOf, headForm, type SignedHead, signedText } from "../../shared/records/signed-head.ts";
import type { TradeRecord } from "../../shared/records/trade-record.ts";
import { awardFacts } from "../bench/award-facts.ts";
import { ecovalue } from "../support/ecovalue.ts";
import { runs } from "../support/effort.ts";
import { signingKey } from "../support/sealing.ts";

const range = { from: "2026-03-01T00:00:00.000Z", before: "2026-03-09T00:00:00.000Z" };

/** A chain with so many records in each of its blocks, a day each, in memory, and a head of it. */
async function chainOf(sizes: readonly number[]): Promise<{ reader: BlockReader; head: SignedHead }> {
  const blocks: Block[] = [];
  const records = new Map<number, readonly TradeRecord[]>();
  let end: ChainEnd = genesis;
  for (const [day, size] of sizes.entries()) {
    const made = awardFacts(size, `2026-03-0${day + 2}T03:00:00.000Z`).flatMap(recordsOf);
    const sealing = made.map((record) => ({
      key: recordKeyOf(record),
      hash: recordHashOf(record),
      day: record.day,
      areas: areasOf(record),
    }));
    const block = nextBlock(end, sealing as [ToSeal, ...ToSeal[]], "2026-03-09T00:00:00.000Z");
    blocks.push(block);
    records.set(block.header.n, made);
    end = block.header;
  }
  const key = signingKey();
  const publicKey = await key.publicKey();
  const statement = {
    ...{ form: headForm, day: "2026-03-08", n: end.n, hash: end.hash, through: end.through, before: range.before },
    ...{ previousHash: genesis.hash, fingerprint: fingerprintOf(publicKey), madeAt: "2026-03-09T00:00:00.000Z" },
  };
  const reader = {
    header: async (n: number) => blocks[n - 1]?.header,
    headersFrom: async (n: number, limit: number) => blocks.slice(n - 1, n - 1 + limit).map(({ header }) => header),
    block: async (n: number) => blocks[n - 1],
    recordsOf: async ({ header }: Block) => records.get(header.n) ?? [],
  } as unknown as BlockReader;
  return { reader, head: { ...statement, publicKey, signature: await key.sign(signedText(statement)) } };
}

type Path = readonly (string | number)[];

/** The places of all values in a document that have no members. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([name, member]) => leavesOf(member, [...path, name]));
}

/** A document with another value at a place. */
function changedAt(value: unknown, [name, ...rest]: Path): unknown {
  if (name === undefined) return typeof value === "number" ? value + 1 : typeof value === "boolean" ? !value : `${String(value)}0`;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[name] = changedAt(copy[name], rest);
  return copy;
}

describe("a sealed export", () => {
  it("verifies as it is, and after no single change of any value, nor after a line was taken out, doubled or exchanged with another", async () => {
    const change = fc.record({ kind: fc.constantFrom("value", "drop", "double", "swap"), line: fc.nat(), other: fc.nat(), leaf: fc.nat() });
    const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.array(change, { minLength: 1, maxLength: 6 }), async (given, changes) => {
        const { reader, head } = await chainOf(given);
        const lines = await Array.fromAsync(sealedLines(reader, { ...range, area: "420700", head }));
        const verified = async (of: readonly string[]) => {
          const { code, out } = await ecovalue(["verify"], of.join("\n"));
          return { code, verified: out !== "" && (JSON.parse(out) as Verdict).verified };
        };
        expect(await verified(lines)).toEqual({ code: 0, verified: true });
        for (const { kind, line, other, leaf } of changes) {
          // The first line says what is asked for: another range or area is another question.
          const at = 1 + (line % (lines.length - 1));
          const changed = [...lines];
          if (kind === "drop") changed.splice(at, 1);
          else if (kind === "double") changed.splice(at, 0, required(lines[at], "line"));
          else if (kind === "swap") {
            const with_ = 1 + (other % (lines.length - 1));
            if (with_ === at) continue;
            [changed[at], changed[with_]] = [required(lines[with_], "line"), required(lines[at], "line")];
          } else {
            const document: unknown = JSON.parse(required(lines[at], "line"));
            const leaves = leavesOf(document);
            changed[at] = JSON.stringify(changedAt(document, required(leaves[leaf % leaves.length], "leaf")));
          }
          const judged = await verified(changed);
          expect(judged.verified, `${kind} ${at}\n${changed[at]}`).toBe(false);
          expect([2, 3]).toContain(judged.code);
        }
      }),
      { numRuns: runs(300) },
    );
  }, 120_000);
});
