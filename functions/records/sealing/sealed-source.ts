import { required } from "../../../shared/kernel/invariant.ts";
import type { ExportFormat, ExportSource } from "../exports/formats/format.ts";
import type { BlockReader } from "./blocks.ts";
import type { HeadReader } from "./heads.ts";
import { sealedPage } from "./sealed-lines.ts";

/** Lines of a sealed export that belong together, and how many of them are records. */
interface SealedLines {
  readonly lines: readonly string[];
  readonly records: number;
}

/** Sealed export: JSON lines of blocks, their records and a signed head, which `ecovalue verify` checks without any network. */
export const sealedFormat: ExportFormat<SealedLines, null> = {
  mediaType: "application/x-ndjson",
  begin: () => ({ bytes: new Uint8Array(), rows: 0, state: null }),
  rows: (_asked, state, pages) => ({
    bytes: Buffer.from(pages.flatMap(({ lines }) => lines.map((line) => `${line}\n`)).join("")),
    rows: pages.reduce((sum, { records }) => sum + records, 0),
    state,
  }),
  end: () => new Uint8Array(),
};

/**
 * The lines of a sealed export up to the head that is the newest when it begins; its cursor names that head, so that each page fits the one
 * before. It has no selection: only all of an area can be shown to be complete.
 */
export function sealedSource(blocks: BlockReader, heads: HeadReader): ExportSource<SealedLines> {
  return {
    async page({ area, from, before }, cursor) {
      const [day, next] = cursor?.split(" ") ?? [];
      const head = required(await (day === undefined ? heads.newest() : heads.from(day)), "signed head");
      const page = await sealedPage(blocks, { area, from, before, head }, next === undefined ? undefined : Number(next));
      const reached = page.next === undefined || page.through > before ? before : page.through > from ? page.through : from;
      return {
        items: [{ lines: page.lines, records: page.records }],
        ...{ read: page.records, reached, cursor: page.next === undefined ? undefined : `${head.day} ${page.next}` },
      };
    },
  };
}
