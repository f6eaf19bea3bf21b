import { type ChainEnd, entriesHashOf, headerHashOf } from "../../../shared/records/chain.ts";
import type { ChainReader } from "./blocks.ts";

const blocksAtOnce = 50;

/** The number of the first block after `from` that does not link to the one before, up to `to`; undefined if all do. */
export async function brokenLink(
  blocks: Pick<ChainReader, "blocksFrom">,
  from: Pick<ChainEnd, "n" | "hash">,
  to: Pick<ChainEnd, "n" | "hash">,
) {
  let { n, hash } = from;
  while (n < to.n) {
    const read = await blocks.blocksFrom(n + 1, Math.min(blocksAtOnce, to.n - n));
    if (read.length === 0) return n + 1;
    for (const { header, entries } of read) {
      const linked = header.n === n + 1 && header.previousHash === hash && headerHashOf(header) === header.hash;
      if (!linked || entriesHashOf(entries) !== header.entriesHash) return n + 1;
      ({ n, hash } = header);
    }
  }
  return hash === to.hash ? undefined : n;
}
