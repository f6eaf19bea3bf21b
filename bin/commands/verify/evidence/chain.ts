import { type BlockHeader, entriesHashOf, genesis, headerHashOf } from "../../../../shared/records/chain.ts";
import type { BagHeading } from "../../../../shared/records/evidence-bag.ts";
import { recordKeyOf } from "../../../../shared/records/record-hash.ts";
import type { BlockLine } from "../../../../shared/records/sealed-export.ts";
import { isSigned, type SignedHead } from "../../../../shared/records/signed-head.ts";
import { hashOf, type PlacedRecord, recordFaults } from "../sealed/block-records.ts";
import { givenHeadFaults } from "../sealed/given-head.ts";
import type { FoundAt } from "./finding.ts";

/** A sealed trade record of a bag. */
export type BagRecord = { readonly recordId: string; readonly occurredAt: string; readonly [member: string]: unknown };

/** A block whose records are being read. */
interface OpenBlock {
  readonly sealed: readonly PlacedRecord[];
  readonly found: PlacedRecord[];
}

/** Judges the seals of a bag: its blocks with their records, their links up to the signed head, and a head from elsewhere. */
export class BagChain {
  head: SignedHead | undefined;
  private readonly heading: BagHeading;
  private readonly given: SignedHead | undefined;
  private readonly find: FoundAt;
  private readonly blocks = new Map<number, { readonly hash: string; readonly line: number }>();
  private open: OpenBlock | undefined;
  private readonly recordsOfFacts = new Map<string, { readonly record: BagRecord; readonly line: number }>();
  private firstLink: BlockHeader | undefined;
  private lastLink: BlockHeader | undefined;
  private givenFound = false;

  /** `given` is a head from elsewhere; `find` takes what is found. */
  constructor(heading: BagHeading, given: SignedHead | undefined, find: FoundAt) {
    this.heading = heading;
    this.given = given;
    this.find = find;
  }

  /** The record that was made from a fact, with its line; undefined if the bag has none. */
  recordOf(factId: string): { readonly record: BagRecord; readonly line: number } | undefined {
    return this.recordsOfFacts.get(factId);
  }

  /** Takes a block, whose records follow. */
  takeBlock({ block: header, entries = [] }: BlockLine, line: number): void {
    if (headerHashOf(header) !== header.hash)
      this.find("links", `区块 ${header.n} 的区块头被改动`, `the header of block ${header.n} was changed: its hash is another`);
    if (entriesHashOf(entries) !== header.entriesHash || entries.length !== header.count)
      this.find("records", `区块 ${header.n} 的条目与封存时不同`, `the entries of block ${header.n} are not those that were sealed`);
    this.blocks.set(header.n, { hash: header.hash, line });
    const sealed = entries.flatMap((entry) => ("key" in entry ? [{ ...entry, line }] : []));
    this.open = { sealed, found: [] };
  }

  /** Takes a record of the block before it. */
  takeRecord(record: BagRecord, line: number): void {
    const { recordId, source, auctionId } = record;
    const key = recordKeyOf(record);
    if (auctionId !== this.heading.auctionId)
      this.find("records", `记录 ${recordId} 属于另一场次`, `the record ${recordId} is of another auction`);
    const { factId } = Object(source) as { readonly factId?: unknown };
    this.recordsOfFacts.set(String(factId), { record, line });
    if (this.open) this.open.found.push({ key, hash: hashOf(record), line });
    else this.find("records", `记录 ${recordId} 不在任何区块中`, `the record ${recordId} follows no block: it was inserted`);
  }

  /** The records of the block before are read. */
  closeBlock(): void {
    const { open } = this;
    this.open = undefined;
    if (!open) return;
    const words = { altered: "被改动", dropped: "被删除", inserted: "是插入的", moved: "被移动" } as const;
    for (const { kind, key, line } of recordFaults(open.sealed, open.found)) {
      const id = key.slice(key.indexOf("#") + 1);
      this.find("records", `记录 ${id} ${words[kind]}`, `the record ${id} was ${kind}`, line);
    }
  }

  /** Takes the next link of the chain up to the signed head. */
  takeLink(link: BlockHeader): void {
    const { lastLink: last } = this;
    if (headerHashOf(link) !== link.hash)
      this.find("links", `区块 ${link.n} 的区块头被改动`, `the header of block ${link.n} was changed: its hash is another`);
    if (last && (link.n !== last.n + 1 || link.previousHash !== last.hash))
      this.find("links", `区块 ${link.n} 与区块 ${last.n} 不相连`, `block ${link.n} does not link to block ${last.n}`);
    const shown = this.blocks.get(link.n);
    if (shown && shown.hash !== link.hash)
      this.find("links", `区块 ${link.n} 不是链上的区块`, `block ${link.n} with its records is not the one of the chain`, shown.line);
    this.blocks.delete(link.n);
    this.firstLink ??= link;
    this.lastLink = link;
    if (this.given?.n === link.n) this.givenFound = this.given.hash === link.hash;
  }

  /** Everything is read: the head is that of the last link, signed, and of the chain of a given one. */
  judgeHead(): void {
    const { head, lastLink } = this;
    for (const [n, { line }] of this.blocks)
      this.find("links", `区块 ${n} 未与签名末端相连`, `block ${n} is not linked to the signed head`, line);
    if (!head) {
      this.find("signature", "缺少签名末端", "the signed head is missing");
      return;
    }
    if (head.n !== (lastLink?.n ?? genesis.n) || head.hash !== (lastLink?.hash ?? genesis.hash))
      this.find("links", "末端与最后区块不符", "the signed head is of another block than the last one in the file");
    if (head.before !== this.heading.before)
      this.find("signature", "首行所说的时间与末端不符", "the first line and the signed head say different instants");
    if (!isSigned(head)) this.find("signature", "末端的签名无效", "the signature of the head is not that of its key");
    this.judgeGiven(head);
  }

  private judgeGiven(head: SignedHead): void {
    const { given, firstLink: first, lastLink: last, givenFound: found } = this;
    if (!given) return;
    const before = first ? { n: first.n - 1, hash: first.previousHash } : head;
    for (const [zh, en] of givenHeadFaults({ given, head, before, last, found })) this.find("given head", zh, en);
  }
}
