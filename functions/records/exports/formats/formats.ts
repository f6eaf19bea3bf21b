import type { Bucket } from "../../../../shared/store/objects.ts";
import type { Table } from "../../../../shared/store/table.ts";
import { bagFormat, bagSource } from "../../evidence/bag-source.ts";
import { blockReader } from "../../sealing/blocks.ts";
import { headReader } from "../../sealing/heads.ts";
import { sealedFormat, sealedSource } from "../../sealing/sealed-source.ts";
import { recordSource } from "../source.ts";
import type { ExportFormatName } from "../words.ts";
import { csv } from "./csv.ts";
import { type WrittenFormat, writtenFrom } from "./format.ts";
import { jsonLines } from "./json-lines.ts";
import { workbook } from "./workbook.ts";

/** Where the sources of formats read. */
export interface SourcePorts {
  readonly records: Table;
  readonly seals: Table;
  /** Sealed books and results of auctions. */
  readonly books: Pick<Bucket, "read">;
  /** Records that are read at once. */
  readonly perPage: number;
}

const ofRecords = ({ records, perPage }: SourcePorts) => recordSource(records, perPage);

/** Every format of exports. */
export const formats: Readonly<Record<ExportFormatName, WrittenFormat<SourcePorts>>> = {
  csv: writtenFrom(csv, ofRecords),
  jsonl: writtenFrom(jsonLines, ofRecords),
  xlsx: writtenFrom(workbook, ofRecords),
  sealed: writtenFrom(sealedFormat, ({ seals, records }: SourcePorts) => sealedSource(blockReader(seals, records), headReader(seals))),
  evidence: writtenFrom(bagFormat, ({ seals, records, books }: SourcePorts) =>
    bagSource({ records, books, blocks: blockReader(seals, records), heads: headReader(seals) }),
  ),
};
