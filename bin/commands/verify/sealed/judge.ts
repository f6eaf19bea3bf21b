import type * as z from "zod";
import { city, covers } from "../../../../shared/kernel/areas.ts";
import { expectation } from "../../../../shared/kernel/expectations.ts";
import { type InvalidInput, invalidInput, invalidInputOf } from "../../../../shared/kernel/invalid-input.ts";
import { accept, type Outcome } from "../../../../shared/kernel/outcome.ts";
import {
  type BlockHeader,
  entriesHashOf,
  genesis,
  type HiddenEntry,
  headerHashOf,
  type SealEntry,
} from "../../../../shared/records/chain.ts";
import { instantIn, recordKeyOf } from "../../../../shared/records/record-hash.ts";
import {
  type BlockLine,
  blockLine,
  type ExportHeading,
  exportHeading,
  headLine,
  recordLine,
  touches,
} from "../../../../shared/records/sealed-export.ts";
import { isSigned, type SignedHead } from "../../../../shared/records/signed-head.ts";
import { readDocument } from "../../document.ts";
import { hashOf, type PlacedRecord, type RecordFault, recordFaults } from "./block-records.ts";
import { Findings } from "./finding.ts";
import { givenHeadFaults } from "./given-head.ts";

/** A block whose records are being read. */
interface OpenBlock {
  readonly header: BlockHeader;
  readonly line: number;
  readonly sealed: readonly PlacedRecord[];
  readonly found: PlacedRecord[];
}

/** More records after a block than it can have are not kept, but counted as inserted one by one. */
const recordsKept = 1_000;
/** Records that were dropped or inserted, kept to tell which of them were moved from block to block. */
const faultsKept = 1_000;

const lines = { block: blockLine, record: recordLine, head: headLine } as const;
type Record = z.output<typeof recordLine>["record"];

/** Judges a sealed export line by line. Holds one block and its records at a time, whatever the size of the file. */
export class SealedJudge {
  readonly findings = new Findings();
  readonly heading: ExportHeading;
  blocks = 0;
  records = 0;
  head: SignedHead | undefined;
  private readonly given: SignedHead | undefined;
  private readonly faults: RecordFault[] = [];
  private first: BlockHeader | undefined;
  private last: BlockHeader | undefined;
  private open: OpenBlock | undefined;
  private givenFound = false;
  private line = 1;

  /** Begins with what the first line says; `given` is a head from elsewhere, which the blocks have to contain. */
  constructor(heading: ExportHeading, given: SignedHead | undefined) {
    this.heading = heading;
    this.given = given;
  }

  /** Takes the next line. Refused if it is none of a sealed export. */
  take(bytes: Uint8Array): Outcome<undefined, InvalidInput> {
    this.line += 1;
    const document = readDocument(bytes);
    if (!document.ok) return invalidInput([`line ${this.line}`], document.refusal.detail);
    const value = Object(document.value) as object;
    if (this.head) this.find("completeness", "已签名的末端之后还有内容", "something follows the signed head");
    if ("record" in value) return this.parse(lines.record, value, ({ record }) => this.takeRecord(record));
    if ("block" in value) return this.parse(lines.block, value, (line) => this.takeBlock(line));
    return this.parse(lines.head, value, ({ head }) => this.takeHead(head));
  }

  /** Everything is read. */
  end(): void {
    this.closeBlock();
    if (!this.head) this.find("completeness", "文件在签名末端之前被截断", "the file ends before the signed head: the chain is cut");
    this.judgeGiven();
    for (const fault of this.moves()) this.tell(fault);
  }

  private parse<Line extends z.ZodType>(
    schema: Line,
    value: unknown,
    take: (line: z.output<Line>) => void,
  ): Outcome<undefined, InvalidInput> {
    const parsed = schema.safeParse(value, { error: expectation });
    if (!parsed.success) return invalidInputOf(parsed.error, [`line ${this.line}`]);
    take(parsed.data);
    return accept(undefined);
  }

  private find(check: Parameters<Findings["add"]>[1], zh: string, en: string, line = this.line): void {
    this.findings.add(line, check, zh, en);
  }

  private takeBlock({ block: header, entries }: BlockLine): void {
    this.closeBlock();
    this.blocks += 1;
    const { last } = this;
    if (!last) this.judgeFirst(header);
    else if (header.n !== last.n + 1) {
      const [least, most] = [last.n + 1, header.n - 1];
      const missing = header.n > last.n + 1;
      this.find(
        "links",
        missing ? `缺少区块 ${least} 至 ${most}` : `区块 ${header.n} 的次序不对，此处应为区块 ${least}`,
        missing ? `blocks ${least} to ${most} are missing` : `block ${header.n} is out of place, block ${least} should stand here`,
      );
    } else if (header.previousHash !== last.hash)
      this.find(
        "links",
        `区块 ${header.n} 与前一区块不相连`,
        `block ${header.n} does not link to block ${last.n}: one of them was changed`,
      );
    if (headerHashOf(header) !== header.hash)
      this.find("links", `区块 ${header.n} 的区块头被改动`, `the header of block ${header.n} was changed: its hash is another`);
    const through = last && last.through > header.last ? last.through : header.last;
    if (last && header.through !== through)
      this.find("links", `区块 ${header.n} 的次序被改动`, `block ${header.n} says another end of the order than its entries`);
    if (entries) this.judgeEntries(header, entries);
    else if (touches(header, this.heading))
      this.find("completeness", `缺少区块 ${header.n} 的条目`, `the entries of block ${header.n} are missing, although it is in the range`);
    this.first ??= header;
    this.last = header;
    if (this.given?.n === header.n) this.givenFound = this.given.hash === header.hash;
    const sealed = (entries ?? []).flatMap((entry) => ("key" in entry ? [{ ...entry, line: this.line }] : []));
    this.open = { header, line: this.line, sealed, found: [] };
  }

  /** The range begins after the first block, or with the first of all. */
  private judgeFirst(header: BlockHeader): void {
    if (header.n === genesis.n + 1 && header.previousHash !== genesis.hash)
      this.find("links", "首个区块之前不应有区块", "the first block of all links to a block before it");
    if (header.n > genesis.n + 1 && header.through >= this.heading.from)
      this.find(
        "completeness",
        `缺少区块 ${header.n} 之前的区块，区间的开头不完整`,
        `blocks before block ${header.n} are missing: the range does not begin with its first records`,
      );
  }

  private judgeEntries(header: BlockHeader, entries: readonly (SealEntry | HiddenEntry)[]): void {
    const seen = entries.flatMap((entry) => ("key" in entry ? [entry] : []));
    if (entriesHashOf(entries) !== header.entriesHash || entries.length !== header.count) {
      const most = `${header.count} / ${entries.length}`;
      this.find(
        "records",
        `区块 ${header.n} 的条目与封存时不同（封存 / 文件：${most}），其中 ${seen[0]?.key ?? header.first} 起的某条记录连同条目被改动`,
        `the entries of block ${header.n} are not those that were sealed (${most} sealed and in the file): from ${seen[0]?.key ?? header.first} on a record was altered, dropped, inserted or moved together with its entry`,
      );
    }
    const unmarked = seen.find(({ key, late }) => late === undefined && this.last !== undefined && instantIn(key) < this.last.through);
    if (unmarked)
      this.find("records", `条目 ${unmarked.key} 的时间早已封存，应标为迟到`, `the entry ${unmarked.key} is late and not marked so`);
    const misplaced = seen.find(({ key }, position) => position > 0 && key <= (seen[position - 1]?.key ?? ""));
    if (misplaced) this.find("records", `条目 ${misplaced.key} 的次序不对`, `the entry ${misplaced.key} is out of order: it was moved`);
    const { area } = this.heading;
    const sealedOfArea = area === city ? header.count : (header.areas[area] ?? 0);
    if (seen.length !== sealedOfArea)
      this.find(
        "completeness",
        `区块 ${header.n} 有 ${sealedOfArea} 条属于该区域，文件只显示 ${seen.length} 条`,
        `block ${header.n} has ${sealedOfArea} entries of the area, and the file shows ${seen.length}`,
      );
  }

  private takeRecord(record: Record): void {
    this.records += 1;
    const key = recordKeyOf(record);
    const { area } = this.heading;
    if (area !== city && !areasIn(record).some((each) => covers(area, each)))
      this.find(
        "completeness",
        `记录 ${key} 不属于该区域，可能顶替了被删除的记录`,
        `the record ${key} is none of the area: it may hide one that was dropped`,
      );
    if (!this.open || this.open.found.length >= recordsKept) this.keep({ kind: "inserted", key, line: this.line });
    else this.open.found.push({ key, hash: hashOf(record), line: this.line });
  }

  private takeHead(head: SignedHead): void {
    this.closeBlock();
    this.head = head;
    const end = this.last ?? { n: genesis.n, hash: genesis.hash, through: genesis.through };
    if (head.n !== end.n || head.hash !== end.hash || head.through !== end.through)
      this.find(
        "links",
        `末端是区块 ${head.n}，与文件中的最后区块 ${end.n} 不符`,
        `the signed head is of block ${head.n} and another hash than the last block in the file, ${end.n}`,
      );
    if (!isSigned(head)) this.find("signature", "末端的签名无效", "the signature of the head is not that of its key");
    if (this.heading.complete !== head.before >= this.heading.before)
      this.find("completeness", "首行所说的完整性与末端不符", "the first line says otherwise than the head whether the range is complete");
  }

  private closeBlock(): void {
    const { open } = this;
    if (!open) return;
    for (const fault of recordFaults(open.sealed, open.found)) this.keep(fault);
    this.open = undefined;
  }

  private keep(fault: RecordFault): void {
    if (this.faults.length < faultsKept) this.faults.push(fault);
    else this.findings.count += 1;
  }

  /** What was dropped in one block and inserted in another was moved. */
  private moves(): RecordFault[] {
    const inserted = new Set(this.faults.filter(({ kind }) => kind === "inserted").map(({ key }) => key));
    const moved = new Set(this.faults.filter(({ kind, key }) => kind === "dropped" && inserted.has(key)).map(({ key }) => key));
    const told = new Set<string>();
    return this.faults.flatMap((fault) => {
      if (!moved.has(fault.key)) return [fault];
      if (told.has(fault.key)) return [];
      told.add(fault.key);
      return [{ ...fault, kind: "moved" as const }];
    });
  }

  private tell({ kind, key, line }: RecordFault): void {
    const [instant = "", ...id] = key.split("#");
    const record = { zh: `${instant} 的记录 ${id.join("#")}`, en: `the record ${id.join("#")} of ${instant}` };
    const words = {
      altered: { zh: "被改动", en: "was altered" },
      dropped: { zh: "被删除", en: "was dropped" },
      inserted: { zh: "是插入的", en: "was inserted" },
      moved: { zh: "被移动", en: "was moved" },
    }[kind];
    this.find("records", record.zh + words.zh, `${record.en} ${words.en}`, line);
  }

  private judgeGiven(): void {
    const { given, head, first, last, givenFound: found } = this;
    if (!given) return;
    const before = first ? { n: first.n - 1, hash: first.previousHash } : genesis;
    for (const [zh, en] of givenHeadFaults({ given, head, before, last, found })) this.find("given head", zh, en);
  }
}

/** The areas that a record says it lies in. */
function areasIn({ areas }: Record): readonly string[] {
  return Array.isArray(areas) ? areas.map(String) : [];
}

/** What a first line says, if it is that of a sealed export. */
export function headingIn(line: Uint8Array): Outcome<ExportHeading, InvalidInput> {
  const document = readDocument(line);
  if (!document.ok) return document;
  const parsed = exportHeading.safeParse(document.value, { error: expectation });
  return parsed.success ? accept(parsed.data) : invalidInputOf(parsed.error);
}
