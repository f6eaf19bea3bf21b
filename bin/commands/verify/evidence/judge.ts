import type * as z from "zod";
import { expectation } from "../../../../shared/kernel/expectations.ts";
import { type InvalidInput, invalidInput, invalidInputOf } from "../../../../shared/kernel/invalid-input.ts";
import { accept, type Outcome } from "../../../../shared/kernel/outcome.ts";
import { type BagEnd, type BagHeading, bagLines, firstPlace } from "../../../../shared/records/evidence-bag.ts";
import type { SignedHead } from "../../../../shared/records/signed-head.ts";
import { readDocument } from "../../document.ts";
import { AuctionJudge, type TextAt } from "./auction.ts";
import { BagChain } from "./chain.ts";
import { ToldAuction } from "./facts.ts";
import { BagFindings, type FoundAt } from "./finding.ts";
import { LinePlaces } from "./line-places.ts";
import type { Receipt, ReceiptAnswer } from "./receipt.ts";

/** What a bag may be compared with. */
export interface BagBeside {
  readonly head?: SignedHead | undefined;
  readonly receipt?: Receipt | undefined;
}

/** Judges an evidence bag line by line, and at the end what its parts say of each other. It holds the book, and little of everything else. */
export class BagJudge {
  readonly findings = new BagFindings();
  readonly heading: BagHeading;
  readonly told: ToldAuction;
  /** What the bag held, and the awards that are neither settled nor in default. */
  readonly counts: { facts: number; entries: number; records: number; open: number } = { facts: 0, entries: 0, records: 0, open: 0 };
  receipt: ReceiptAnswer | undefined;
  readonly chain: BagChain;
  private readonly beside: BagBeside;
  private readonly places: LinePlaces;
  private line = 1;
  private manifest: TextAt | undefined;
  private result: TextAt | undefined;
  private end: BagEnd | undefined;

  /** Begins with what the first line says; `beside` is evidence from elsewhere. */
  constructor(heading: BagHeading, beside: BagBeside) {
    this.heading = heading;
    this.beside = beside;
    this.places = new LinePlaces(firstPlace(heading));
    this.told = new ToldAuction(heading, this.findings);
    this.chain = new BagChain(heading, beside.head, this.find);
  }

  /** Takes the next line. Refused if it is none of an evidence bag. */
  take(bytes: Uint8Array): Outcome<undefined, InvalidInput> {
    this.line += 1;
    const document = readDocument(bytes);
    if (!document.ok) return invalidInput([`line ${this.line}`], document.refusal.detail);
    const raw = Object(document.value) as Record<string, unknown>;
    this.judgePlace(raw);
    if (this.end) this.find("lines", "结尾之后还有内容", "something follows the last line");
    const name = (Object.keys(bagLines) as (keyof typeof bagLines)[]).find((each) => Object.hasOwn(raw, each));
    if (name === undefined) return invalidInput([`line ${this.line}`], "no line of an evidence bag");
    const parsed = bagLines[name].safeParse(raw, { error: expectation });
    if (!parsed.success) return invalidInputOf(parsed.error, [`line ${this.line}`]);
    if (name !== "entry") this.told.endOfEntry();
    if (name !== "record") this.chain.closeBlock();
    this.takers[name](parsed.data as never);
    return accept(undefined);
  }

  /** Everything is read. */
  finish(): void {
    for (const { line, zh, en } of this.places.end()) this.find("lines", zh, en, line);
    this.told.endOfFacts();
    this.chain.closeBlock();
    if (!this.end) this.find("lines", "文件在结尾之前被截断", "the file ends before its last line: it was cut");
    else {
      for (const name of ["facts", "entries", "records"] as const)
        if (this.end[name] !== this.counts[name])
          this.find(
            "lines",
            `末行记 ${name} ${this.end[name]}，文件有 ${this.counts[name]}`,
            `the last line says ${this.end[name]} ${name}, and the file has ${this.counts[name]}`,
          );
    }
    this.chain.judgeHead();
    const { told, manifest, result, chain, end } = this;
    const { auctionId } = this.heading;
    const auction = new AuctionJudge({ auctionId, told, manifest, result, chain, end, receipt: this.beside.receipt }, this.find);
    this.counts.open = auction.open;
    this.receipt = auction.receipt;
  }

  private readonly find: FoundAt = (check, zh, en, line = this.line) => this.findings.add(line, check, zh, en);

  /** The line stands in its place, and is the one that the hashes were made over. */
  private judgePlace({ n, chain, ...content }: Record<string, unknown>): void {
    const fault = this.places.take(n, chain, content, this.line);
    if (fault) this.find("lines", fault.zh, fault.en);
  }

  private readonly takers: { readonly [Name in keyof typeof bagLines]: (line: z.output<(typeof bagLines)[Name]>) => void } = {
    fact: ({ fact }) => {
      this.counts.facts += 1;
      this.told.takeFact(fact, this.line);
    },
    entry: ({ entry }) => {
      this.counts.entries += 1;
      this.told.takeEntry(entry, this.line);
    },
    manifest: ({ manifest: text }) => {
      if (this.manifest) this.find("book", "有两份封存簿", "there are two sealed books");
      this.manifest = { text, line: this.line };
    },
    result: ({ result: text }) => {
      if (this.result) this.find("book", "有两份结果", "there are two results");
      this.result = { text, line: this.line };
    },
    block: (line) => this.chain.takeBlock(line, this.line),
    record: ({ record }) => {
      this.counts.records += 1;
      this.chain.takeRecord(record, this.line);
    },
    unsealed: ({ unsealed }) =>
      this.find(
        "records",
        `记录 ${unsealed} 在末端之后封存，请重新申请证据包`,
        `the record ${unsealed} was not sealed up to the head: ask for the bag again`,
      ),
    link: ({ link }) => this.chain.takeLink(link),
    head: ({ head }) => {
      this.chain.head = head;
    },
    end: ({ end }) => {
      this.end = end;
    },
  };
}
