import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import { type BlockHeader, entryHashOf, genesis } from "../../../shared/records/chain.ts";
import { type ExportRange, sealedExportForm, touches } from "../../../shared/records/sealed-export.ts";
import type { SignedHead } from "../../../shared/records/signed-head.ts";
import { areasOf } from "../trades/rows.ts";
import type { BlockReader } from "./blocks.ts";

/** What a sealed export is about: the records of an area in a range of instants, up to a signed head. */
interface SealedRange extends ExportRange {
  readonly area: string;
  readonly head: SignedHead;
}

/** Lines of one page of a sealed export. */
interface SealedPage {
  readonly lines: readonly string[];
  /** Records among them. */
  readonly records: number;
  /** Number of the block with which the next page begins; absent on the last page. */
  readonly next?: number;
  /** Instant up to which the blocks of the page go. */
  readonly through: string;
}

/** Blocks with records that one page has, and headers that it reads at once: some megabytes at most. */
const blocksPerPage = 20;
const headersPerPage = 500;

/**
 * The lines of a sealed export, page by page: the heading and the last block before the range, every block up to the signed head, the records
 * of the area after those blocks that touch the range, and the head. The same lines for the same range, head and `from`.
 */
export async function sealedPage(blocks: BlockReader, range: SealedRange, next?: number): Promise<SealedPage> {
  const start = next ?? (await blockBefore(blocks, range));
  const headers = (await blocks.headersFrom(start, headersPerPage)).filter(({ n }) => n <= range.head.n);
  const lines = next === undefined ? [headingOf(range)] : [];
  let [records, shown, end]: [number, number, BlockHeader | undefined] = [0, 0, undefined];
  for (const header of headers) {
    if (shown === blocksPerPage) break;
    end = header;
    if (!touches(header, range)) {
      lines.push(canonicalJson({ block: header }));
      continue;
    }
    const ofBlock = await linesOf(blocks, range, header);
    lines.push(...ofBlock);
    records += ofBlock.length - 1;
    shown += 1;
  }
  const through = end?.through ?? "";
  if (end !== undefined && end.n < range.head.n) return { lines, records, next: end.n + 1, through };
  return { lines: [...lines, canonicalJson({ head: range.head })], records, through };
}

/** All lines of a sealed export, one after the other. */
export async function* sealedLines(blocks: BlockReader, range: SealedRange): AsyncGenerator<string> {
  let next: number | undefined;
  do {
    const page: SealedPage = await sealedPage(blocks, range, next);
    yield* page.lines;
    next = page.next;
  } while (next !== undefined);
}

function headingOf({ area, from, before, head }: SealedRange): string {
  return canonicalJson({ form: sealedExportForm, area, from, before, complete: head.before >= before });
}

/** The last block that ends before a range, found by halving: what is sealed never goes back. 1 if there is none. */
async function blockBefore(blocks: BlockReader, { from, head }: SealedRange): Promise<number> {
  let [least, most]: [number, number] = [genesis.n, head.n];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    const header = await blocks.header(middle);
    if (header !== undefined && header.through < from) least = middle;
    else most = middle - 1;
  }
  return Math.max(least, 1);
}

/**
 * The line of a block that touches the range, and those of its records in the area, also of the few before or after the range: an entry that is
 * shown without its record could be one of another area, in place of one that is left out.
 */
async function linesOf(blocks: BlockReader, range: SealedRange, header: BlockHeader): Promise<readonly string[]> {
  const block = await blocks.block(header.n);
  if (block === undefined) throw new Error(`block ${header.n} is not there`);
  const records = await blocks.recordsOf(block);
  const inSight = records.map((record) => areasOf(record).includes(range.area));
  const entries = block.entries.map((entry, position) => (inSight[position] ? entry : { entryHash: entryHashOf(entry) }));
  const shown = records.filter((_, position) => inSight[position]);
  return [canonicalJson({ block: header, entries }), ...shown.map((record) => canonicalJson({ record }))];
}
