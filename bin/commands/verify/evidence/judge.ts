import * as z from "zod";
import { manifestSchema } from "../../../../shared/auctions/sealed-book.ts";
import { canonicalJson } from "../../../../shared/kernel/canonical-json.ts";
import { type Decimal, decimal, decimalPattern, plain, sum } from "../../../../shared/kernel/decimal.ts";
import { expectation } from "../../../../shared/kernel/expectations.ts";
import { type InvalidInput, invalidInput, invalidInputOf } from "../../../../shared/kernel/invalid-input.ts";
import { accept, type Outcome } from "../../../../shared/kernel/outcome.ts";
import { type BlockHeader, entriesHashOf, genesis, headerHashOf } from "../../../../shared/records/chain.ts";
import { type BagEnd, type BagHeading, bagLines, firstPlace } from "../../../../shared/records/evidence-bag.ts";
import { recordHashOf, recordKeyOf } from "../../../../shared/records/record-hash.ts";
import type { BlockLine } from "../../../../shared/records/sealed-export.ts";
import { isSigned, type SignedHead } from "../../../../shared/records/signed-head.ts";
import { readDocument } from "../../document.ts";
import { book } from "../book.ts";
import { type PlacedRecord, recordFaults } from "../sealed/block-records.ts";
import { type EndedAward, ToldAuction } from "./facts.ts";
import { type BagCheck, BagFindings } from "./finding.ts";
import { LinePlaces } from "./line-places.ts";
import { placeOfReceipt, type Receipt, type ReceiptAnswer } from "./receipt.ts";

/** What of a book is compared with the facts, beyond what the book is judged by itself. */
const comparedBook = manifestSchema.extend({
  clearing: z.looseObject({
    terms: z.looseObject({ quantity: z.string().regex(decimalPattern), years: z.int() }),
    bids: z.array(z.looseObject({ id: z.string() })),
  }),
});
const figure = z
  .string()
  .regex(decimalPattern)
  .transform((text) => decimal(text));
const comparedResult = z.looseObject({
  sold: figure,
  awards: z.array(z.looseObject({ bidId: z.string(), quantity: figure, amount: figure })),
});
type Book = z.output<typeof comparedBook>;

/** A text of the bag, and its line. */
interface TextAt {
  readonly text: string;
  readonly line: number;
}
type BagRecord = { readonly recordId: string; readonly occurredAt: string; readonly [member: string]: unknown };

/** A block whose records are being read. */
interface OpenBlock {
  readonly sealed: readonly PlacedRecord[];
  readonly found: PlacedRecord[];
}

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
  readonly counts: { facts: number; entries: number; records: number; open: number } = { facts: 0, entries: 0, records: 0, open: 0 };
  receipt: ReceiptAnswer | undefined;
  head: SignedHead | undefined;
  private readonly beside: BagBeside;
  private readonly places: LinePlaces;
  private line = 1;
  private manifest: TextAt | undefined;
  private result: TextAt | undefined;
  private readonly blocks = new Map<number, { readonly hash: string; readonly line: number }>();
  private open: OpenBlock | undefined;
  private readonly recordsOfFacts = new Map<string, { readonly record: BagRecord; readonly line: number }>();
  private firstLink: BlockHeader | undefined;
  private lastLink: BlockHeader | undefined;
  private givenFound = false;
  private end: BagEnd | undefined;

  /** Begins with what the first line says; `beside` is evidence from elsewhere. */
  constructor(heading: BagHeading, beside: BagBeside) {
    this.heading = heading;
    this.beside = beside;
    this.places = new LinePlaces(firstPlace(heading));
    this.told = new ToldAuction(heading, this.findings);
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
    if (name !== "record") this.closeBlock();
    this.takers[name](parsed.data as never);
    return accept(undefined);
  }

  /** Everything is read. */
  finish(): void {
    for (const { line, zh, en } of this.places.end()) this.find("lines", zh, en, line);
    this.told.endOfFacts();
    this.closeBlock();
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
    this.judgeHead();
    this.judgeAuction();
  }

  private find(check: BagCheck, zh: string, en: string, line = this.line): void {
    this.findings.add(line, check, zh, en);
  }

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
    block: (line) => this.takeBlock(line),
    record: ({ record }) => this.takeRecord(record),
    unsealed: ({ unsealed }) =>
      this.find(
        "records",
        `记录 ${unsealed} 在末端之后封存，请重新申请证据包`,
        `the record ${unsealed} was not sealed up to the head: ask for the bag again`,
      ),
    link: ({ link }) => this.takeLink(link),
    head: ({ head }) => {
      this.head = head;
    },
    end: ({ end }) => {
      this.end = end;
    },
  };

  private takeBlock({ block: header, entries = [] }: BlockLine): void {
    if (headerHashOf(header) !== header.hash)
      this.find("links", `区块 ${header.n} 的区块头被改动`, `the header of block ${header.n} was changed: its hash is another`);
    if (entriesHashOf(entries) !== header.entriesHash || entries.length !== header.count)
      this.find("records", `区块 ${header.n} 的条目与封存时不同`, `the entries of block ${header.n} are not those that were sealed`);
    this.blocks.set(header.n, { hash: header.hash, line: this.line });
    const sealed = entries.flatMap((entry) => ("key" in entry ? [{ ...entry, line: this.line }] : []));
    this.open = { sealed, found: [] };
  }

  private takeRecord(record: BagRecord): void {
    this.counts.records += 1;
    const { recordId, source, auctionId } = record;
    const key = recordKeyOf(record);
    if (auctionId !== this.heading.auctionId)
      this.find("records", `记录 ${recordId} 属于另一场次`, `the record ${recordId} is of another auction`);
    const { factId } = Object(source) as { readonly factId?: unknown };
    this.recordsOfFacts.set(String(factId), { record, line: this.line });
    if (this.open) this.open.found.push({ key, hash: hashOf(record), line: this.line });
    else this.find("records", `记录 ${recordId} 不在任何区块中`, `the record ${recordId} follows no block: it was inserted`);
  }

  private closeBlock(): void {
    const { open } = this;
    this.open = undefined;
    if (!open) return;
    const words = { altered: "被改动", dropped: "被删除", inserted: "是插入的", moved: "被移动" } as const;
    for (const { kind, key, line } of recordFaults(open.sealed, open.found)) {
      const id = key.slice(key.indexOf("#") + 1);
      this.find("records", `记录 ${id} ${words[kind]}`, `the record ${id} was ${kind}`, line);
    }
  }

  private takeLink(link: BlockHeader): void {
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
    if (this.beside.head?.n === link.n) this.givenFound = this.beside.head.hash === link.hash;
  }

  private judgeHead(): void {
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

  /** A head from elsewhere is genuine, of the same key, and of the same chain. */
  private judgeGiven(head: SignedHead): void {
    const { head: given } = this.beside;
    if (!given) return;
    if (!isSigned(given)) this.find("given head", "所给末端的签名无效", "the signature of the given head is not that of its key");
    if (head.fingerprint !== given.fingerprint)
      this.find("given head", "文件由另一把密钥签名", "the bag is signed with another key than the given head");
    const { firstLink: first, lastLink: last } = this;
    const before = given.n === (first ? first.n - 1 : head.n) && given.hash === (first?.previousHash ?? head.hash);
    if (before || this.givenFound) return;
    const outside = !first || !last || given.n < first.n || given.n > last.n;
    if (outside)
      this.find(
        "given head",
        `文件不含所给末端的区块 ${given.n}，无法比较`,
        `the bag does not contain block ${given.n} of the given head: take that of ${head.day}`,
      );
    else this.find("given head", "所给末端属于另一条链", `block ${given.n} is not that of the given head: it is another chain`);
  }

  /** What notice, book, result, settlements and records say of each other. */
  private judgeAuction(): void {
    const { announced, end } = this.told;
    if (!announced) this.find("notice", "缺少公告", "the announcement is missing");
    if (!end) this.find("facts", "缺少竞价结束的事实", "the fact by which the auction ended is missing");
    const { manifest, result } = this;
    const sealed = manifest && result && end ? this.judgeBook(manifest, result) : undefined;
    if (end && !end.cancelled && !(manifest && result)) this.find("book", "缺少封存簿或结果", "the sealed book or the result is missing");
    if (end?.cancelled && (manifest || result)) this.find("book", "取消的场次没有封存簿", "an auction that was cancelled has no book");
    this.judgeSettled(sealed);
    if (this.beside.receipt) this.judgeReceipt(sealed?.book, this.beside.receipt);
  }

  /** The book is the one that the end of the auction named, clears to the result, and is what the notice committed to. */
  private judgeBook(manifest: TextAt, result: TextAt) {
    const { end, announced } = this.told;
    const { manifestHash = "", resultHash = "" } = end ?? {};
    const judged = book.judge({ manifest: manifest.text, manifestHash, result: result.text, resultHash });
    for (const { pointer, detail } of judged.checks.flatMap(({ differences }) => differences)) {
      const line = pointer.startsWith("/result") ? result.line : manifest.line;
      this.find("book", `封存簿或结果被改动：${pointer}`, `the book or its result was altered: ${pointer}: ${detail}`, line);
    }
    const read = comparedBook.safeParse(parsedJson(manifest.text));
    const cleared = comparedResult.safeParse(parsedJson(result.text));
    if (!read.success || !cleared.success) {
      this.find("book", "封存簿或结果无法读取", "the book or its result can't be read", manifest.line);
      return undefined;
    }
    if (announced) this.judgeNotice(read.data, judged.recomputed, announced, manifest.line);
    this.judgeEnrolments(read.data, manifest.line);
    return { book: read.data, awards: this.awardsOf(read.data, cleared.data), sold: cleared.data.sold, line: result.line };
  }

  private judgeNotice(
    sealed: Book,
    recomputed: Readonly<Record<string, string>>,
    announced: NonNullable<ToldAuction["announced"]>,
    line: number,
  ): void {
    const { terms } = sealed.clearing;
    const reserve = announced.reservePrice ? plain(announced.reservePrice) : null;
    const compared: readonly [what: string, zh: string, same: boolean][] = [
      ["auction", "场次", sealed.auctionId === this.heading.auctionId],
      ["hash of the seed", "抽签种子哈希", recomputed.seedHash === announced.seedHash],
      // Announcements from before it stood in them have no such hash.
      [
        "hash of the reserve price",
        "保留价哈希",
        !announced.reservePriceHash || recomputed.reservePriceHash === announced.reservePriceHash,
      ],
      ["reserve price", "保留价", sealed.reservePriceSalt !== null || sealed.reservePrice === reserve],
      ["quantity", "数量", decimal(terms.quantity).eq(announced.quantity)],
      ["years", "年数", terms.years === announced.years],
      ["schedule", "时间安排", canonicalJson(sealed.schedule) === canonicalJson(this.told.lastSchedule ?? null)],
    ];
    for (const [what, zh, same] of compared)
      if (!same) this.find("notice", `封存簿的${zh}与公告不符`, `the ${what} of the sealed book is not what the notice committed to`, line);
  }

  /** The book has every enrolment that stood at the close, each member's, and no other; who was left out was told so. */
  private judgeEnrolments({ enrolments }: Book, line: number): void {
    const { told } = this;
    const inBook = new Map(enrolments.map((each) => [each.enrolmentId, each]));
    for (const [enrolmentId, { made, withdrawn: times, line: at, partyId, partyName }] of told.enrolments) {
      const withdrawn = made === times;
      const sealed = inBook.get(enrolmentId);
      if (withdrawn === (sealed !== undefined))
        this.find(
          "enrolments",
          `封存簿${withdrawn ? "含有已撤回的" : "缺少"}报名 ${enrolmentId}`,
          withdrawn ? `the book has the withdrawn enrolment ${enrolmentId}` : `the enrolment ${enrolmentId} is missing from the book`,
          at,
        );
      else if (sealed && (sealed.partyId !== partyId || sealed.partyName !== partyName))
        this.find("enrolments", `报名 ${enrolmentId} 的单位不符`, `the enrolment ${enrolmentId} is another member's in the book`, at);
    }
    for (const { enrolmentId, excludedFor } of enrolments) {
      const of = told.enrolments.get(enrolmentId);
      if (!of)
        this.find(
          "enrolments",
          `没有报名 ${enrolmentId} 的事实`,
          `the book has the enrolment ${enrolmentId}, of which there is no fact`,
          line,
        );
      else if (of.excludedFor.length > 0 && canonicalJson(of.excludedFor) !== canonicalJson(excludedFor))
        this.find(
          "enrolments",
          `报名 ${enrolmentId} 的排除理由不符`,
          `the enrolment ${enrolmentId} was excluded for other reasons than the book says`,
          line,
        );
    }
  }

  /** What each enrolment was awarded by the result. */
  private awardsOf({ enrolments }: Book, { awards }: z.output<typeof comparedResult>) {
    const of = new Map(enrolments.flatMap(({ enrolmentId, bid }) => (bid?.bidIds ?? []).map((bidId) => [bidId, enrolmentId] as const)));
    const found = new Map<string, { bidIds: string[]; quantity: Decimal; amount: Decimal }>();
    for (const { bidId, quantity, amount } of awards) {
      const enrolmentId = of.get(bidId) ?? "";
      const so = found.get(enrolmentId) ?? { bidIds: [], quantity: decimal("0"), amount: decimal("0") };
      found.set(enrolmentId, { bidIds: [...so.bidIds, bidId], quantity: so.quantity.plus(quantity), amount: so.amount.plus(amount) });
    }
    return found;
  }

  /** Every award of the result is settled or in default with its amounts, but for those that the last line says are open; none else is. */
  private judgeSettled(sealed: ReturnType<BagJudge["judgeBook"]>): void {
    const { end, enrolments } = this.told;
    const awards = sealed?.awards ?? new Map<string, never>();
    if (sealed && end?.winners !== undefined) {
      const turnover = sum([...awards.values()].map(({ amount }) => amount));
      if (end.winners !== awards.size || !end.sold?.eq(sealed.sold) || !end.turnover?.eq(turnover))
        this.find("settlements", "成交事实与结果不符", "the fact of the clearing says other totals than the result", end.line);
    }
    const open: string[] = [];
    for (const [enrolmentId, award] of awards) {
      const ended = enrolments.get(enrolmentId)?.award;
      if (!ended) open.push(enrolmentId);
      else if (!isOf(ended, award))
        this.find(
          "settlements",
          `报名 ${enrolmentId} 的成交与结果不符`,
          `the award of ${enrolmentId} is not that of the result: ${plain(award.quantity)} t for ${plain(award.amount)} CNY`,
          ended.line,
        );
    }
    this.counts.open = open.length;
    if (sealed && this.end && open.length !== this.end.open)
      this.find(
        "settlements",
        `报名 ${open[0] ?? ""} 的成交既未结清也未违约`,
        `the award of ${open[0] ?? "another enrolment"} is neither settled nor in default, and the last line says ${this.end.open} are open, not ${open.length}`,
      );
    for (const [enrolmentId, { award }] of enrolments) {
      if (!award) continue;
      if (!awards.has(enrolmentId))
        this.find("settlements", `结果中没有报名 ${enrolmentId} 的成交`, `the result has no award of ${enrolmentId}`, award.line);
      this.judgeSealed(enrolmentId, award);
    }
  }

  /** An award that is over has its sealed record, with its amounts. */
  private judgeSealed(enrolmentId: string, award: EndedAward): void {
    const { record, line } = this.recordsOfFacts.get(award.factId) ?? {};
    if (!record) {
      this.find("records", `报名 ${enrolmentId} 的封存记录缺失`, `the sealed record of the award of ${enrolmentId} is missing`, award.line);
      return;
    }
    if (!award.settled) return;
    const same =
      record.amount === asItStands(award.amount, record.amount) && record.quantity === asItStands(award.quantity, record.quantity);
    if (!same)
      this.find(
        "records",
        `报名 ${enrolmentId} 的封存记录与事实不符`,
        `the sealed record of the award of ${enrolmentId} says other amounts than its fact`,
        line,
      );
  }

  private judgeReceipt(sealed: Book | undefined, receipt: Receipt): void {
    const cleared = sealed?.clearing.bids.map(({ id }) => id) ?? [];
    const none: ReceiptAnswer = { isIn: false, why: { zh: "该场次没有封存簿", en: "the auction has no sealed book" } };
    this.receipt = sealed ? placeOfReceipt(sealed, cleared, receipt) : none;
    if (!this.receipt.isIn)
      this.find("receipt", `回执：${this.receipt.why.zh}`, `the receipt: ${this.receipt.why.en}`, this.manifest?.line ?? this.line);
  }
}

/** The text of a figure as it stands where it is equal, and its own otherwise. */
function asItStands(value: Decimal, stands: unknown): string {
  const equal = typeof stands === "string" && decimalPattern.test(stands) && decimal(stands).eq(value);
  return equal ? stands : plain(value);
}

function isOf(
  ended: EndedAward,
  award: { readonly bidIds: readonly string[]; readonly quantity: Decimal; readonly amount: Decimal },
): boolean {
  const bids = ended.lines.map(({ bidId }) => bidId);
  const total = sum(ended.lines.map(({ amount }) => amount));
  return (
    ended.quantity.eq(award.quantity) && ended.amount.eq(award.amount) && total.eq(award.amount) && bids.join() === award.bidIds.join()
  );
}

function parsedJson(text: string): unknown {
  const document = readDocument(text);
  return document.ok ? document.value : undefined;
}

/** The hash of a record; empty for one that holds what no record does. */
function hashOf(record: BagRecord): string {
  try {
    return recordHashOf(record);
  } catch {
    return "";
  }
}
