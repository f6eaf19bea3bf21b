import * as z from "zod";
import { manifestSchema } from "../../../../shared/auctions/sealed-book.ts";
import { canonicalJson } from "../../../../shared/kernel/canonical-json.ts";
import { type Decimal, decimal, decimalPattern, plain, sum } from "../../../../shared/kernel/decimal.ts";
import type { BagEnd } from "../../../../shared/records/evidence-bag.ts";
import { readDocument } from "../../document.ts";
import { book } from "../book.ts";
import type { BagChain } from "./chain.ts";
import type { EndedAward, ToldAuction } from "./facts.ts";
import type { FoundAt } from "./finding.ts";
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
export interface TextAt {
  readonly text: string;
  readonly line: number;
}

/** What a bag says of its auction. */
export interface ToldOfAuction {
  readonly auctionId: string;
  readonly told: ToldAuction;
  readonly manifest: TextAt | undefined;
  readonly result: TextAt | undefined;
  readonly chain: Pick<BagChain, "recordOf">;
  /** The last line of the bag; undefined if it was cut. */
  readonly end: BagEnd | undefined;
  readonly receipt: Receipt | undefined;
}

/** Judges what notice, book, result, settlements and records of an auction say of each other. */
export class AuctionJudge {
  /** Awards that are neither settled nor in default. */
  open = 0;
  receipt: ReceiptAnswer | undefined;
  private readonly bag: ToldOfAuction;
  private readonly told: ToldAuction;
  private readonly find: FoundAt;

  /** Judges it at once; `find` takes what is found. */
  constructor(bag: ToldOfAuction, find: FoundAt) {
    this.bag = bag;
    this.told = bag.told;
    this.find = find;
    this.judgeAuction();
  }

  /** What notice, book, result, settlements and records say of each other. */
  private judgeAuction(): void {
    const { announced, end } = this.told;
    if (!announced) this.find("notice", "缺少公告", "the announcement is missing");
    if (!end) this.find("facts", "缺少竞价结束的事实", "the fact by which the auction ended is missing");
    const { manifest, result, receipt } = this.bag;
    const sealed = manifest && result && end ? this.judgeBook(manifest, result) : undefined;
    if (end && !end.cancelled && !(manifest && result)) this.find("book", "缺少封存簿或结果", "the sealed book or the result is missing");
    if (end?.cancelled && (manifest || result)) this.find("book", "取消的场次没有封存簿", "an auction that was cancelled has no book");
    this.judgeSettled(sealed);
    if (receipt) this.judgeReceipt(sealed?.book, receipt);
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
      ["auction", "场次", sealed.auctionId === this.bag.auctionId],
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
  private judgeSettled(sealed: ReturnType<AuctionJudge["judgeBook"]>): void {
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
    this.open = open.length;
    const { end: last } = this.bag;
    if (sealed && last && open.length !== last.open)
      this.find(
        "settlements",
        `报名 ${open[0] ?? ""} 的成交既未结清也未违约`,
        `the award of ${open[0] ?? "another enrolment"} is neither settled nor in default, and the last line says ${last.open} are open, not ${open.length}`,
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
    const { record, line } = this.bag.chain.recordOf(award.factId) ?? {};
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
      this.find("receipt", `回执：${this.receipt.why.zh}`, `the receipt: ${this.receipt.why.en}`, this.bag.manifest?.line);
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
