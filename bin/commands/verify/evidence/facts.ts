import * as z from "zod";
import { auctionsFacts } from "../../../../functions/auctions/contract.ts";
import { type Decimal, decimal, plain, sum } from "../../../../shared/kernel/decimal.ts";
import { partyAccount } from "../../../../shared/ledger/account.ts";
import { CNY } from "../../../../shared/ledger/instrument.ts";
import type { BagEntry } from "../../../../shared/records/evidence-bag.ts";
import type { BagFindings } from "./finding.ts";

const amount = z.string().transform((text) => decimal(text));
const enrolmentData = z.looseObject({ enrolmentId: z.string(), partyId: z.string(), partyName: z.string(), deposit: amount });
const releasedData = enrolmentData.extend({ excludedFor: z.array(z.string()).optional() });
const lineData = z.looseObject({ bidId: z.string(), quantity: amount, amount });
const awardData = enrolmentData.extend({ lines: z.array(lineData), quantity: amount, amount, fee: amount, forfeited: amount.optional() });
const scheduleData = z.object({ opensAt: z.string(), enrolsUntil: z.string(), closesAt: z.string() });
const announcedData = z.looseObject({
  quantity: amount,
  years: z.int(),
  seedHash: z.string(),
  reservePriceHash: z.string().optional(),
  reservePrice: amount.optional(),
  schedule: scheduleData,
});
const endData = z.looseObject({
  manifestHash: z.string().optional(),
  resultHash: z.string().optional(),
  winners: z.int().optional(),
  sold: amount.optional(),
  turnover: amount.optional(),
});

/** An award that is over: the fact by which it was settled or defaulted. */
export interface EndedAward extends z.output<typeof awardData> {
  readonly factId: string;
  readonly line: number;
  readonly settled: boolean;
}
/** An enrolment, as the facts tell it. */
export interface ToldEnrolment extends z.output<typeof enrolmentData> {
  readonly line: number;
  withdrawn: boolean;
  excludedFor: readonly string[];
  award?: EndedAward;
}
/** A fact as it stands in a bag. */
export interface BagFact {
  readonly factId: string;
  readonly factType: string;
  readonly occurredAt: string;
  readonly data: Readonly<Record<string, unknown>>;
}
/** The entry that has to follow a fact: its cause, and what it has to have moved of the member's cash. */
interface ExpectedEntry {
  readonly kind: string;
  readonly reference: string;
  readonly occurredAt: string;
  readonly account: string;
  readonly total: Decimal;
  readonly held?: Decimal;
  readonly line: number;
}

const type = (name: keyof typeof auctionsFacts): string => auctionsFacts[name].factType;

/** The story of an auction as its facts tell it, one after the other; little of each is kept. */
export class ToldAuction {
  announced: (z.output<typeof announcedData> & { readonly line: number }) | undefined;
  end: (z.output<typeof endData> & { readonly line: number; readonly cancelled: boolean }) | undefined;
  readonly enrolments = new Map<string, ToldEnrolment>();
  readonly objections = new Map<string, string>();
  private readonly answers = new Map<string, { readonly grounds: unknown; readonly line: number }>();
  private schedule: z.output<typeof scheduleData> | undefined;
  private expected: ExpectedEntry | undefined;
  private last = "";
  private readonly auctionId: string;
  private readonly before: string;
  private readonly findings: BagFindings;

  /** Begins with what the first line says. */
  constructor({ auctionId, before }: { readonly auctionId: string; readonly before: string }, findings: BagFindings) {
    this.auctionId = auctionId;
    this.before = before;
    this.findings = findings;
  }

  /** When the sale was to open, end its enrolment and close, after all postponements. */
  get lastSchedule(): z.output<typeof scheduleData> | undefined {
    return this.schedule;
  }

  /** Takes a fact: it is of the auction, in order, of a type that auctions state, and says what such a fact says. */
  takeFact(fact: BagFact, line: number): void {
    this.endOfEntry();
    const { factId, factType, occurredAt, data } = fact;
    const key = `${occurredAt}#${factId}`;
    if (key <= this.last || occurredAt >= this.before)
      this.findings.add(line, "facts", `事实 ${factId} 的次序不对`, `the fact ${factId} is out of order`);
    this.last = key;
    if (data.auctionId !== this.auctionId)
      this.findings.add(line, "facts", `事实 ${factId} 属于另一场次`, `the fact ${factId} is of another auction`);
    const take = this.takers[factType];
    const taken = take === undefined || !take(fact, line) ? undefined : true;
    if (!taken)
      this.findings.add(
        line,
        "facts",
        `事实 ${factId}（${factType}）的内容不符`,
        `the fact ${factId} does not say what a ${factType} says here`,
      );
  }

  /** Takes an entry of the ledger: it is that of the fact before it, and moved what the fact says. */
  takeEntry({ kind, reference, occurredAt, moved }: BagEntry, line: number): void {
    const { expected } = this;
    this.expected = undefined;
    if (expected?.kind !== kind || expected.reference !== reference || expected.occurredAt !== occurredAt) {
      this.findings.add(
        line,
        "deposits",
        `分录 ${kind} ${reference} 不属于前一事实`,
        `the entry ${kind} ${reference} is not that of the fact before it`,
      );
      return;
    }
    const cash = moved.filter(({ account, instrument }) => account === expected.account && instrument === CNY);
    const held = sum(cash.map((each) => decimal(each.held)));
    const total = held.plus(sum(cash.map((each) => decimal(each.available))));
    const differs = !total.eq(expected.total) || (expected.held !== undefined && !held.eq(expected.held));
    if (differs || moved.length === 0)
      this.findings.add(
        line,
        "deposits",
        `分录 ${kind} ${reference} 的金额与事实不符`,
        `the entry ${kind} ${reference} changed cash by ${plain(total)}, held ${plain(held)}; its fact says ${plain(expected.total)}${expected.held ? `, held ${plain(expected.held)}` : ""}`,
      );
  }

  /** No entry follows any more: the one that has to is missing. */
  endOfEntry(): void {
    const { expected } = this;
    this.expected = undefined;
    if (expected)
      this.findings.add(
        expected.line,
        "deposits",
        `缺少分录 ${expected.kind} ${expected.reference}`,
        `the entry ${expected.kind} ${expected.reference} of this fact is missing`,
      );
  }

  private expect(
    { factType, occurredAt }: BagFact,
    line: number,
    of: z.output<typeof enrolmentData>,
    moved: Pick<ExpectedEntry, "total" | "held">,
  ): void {
    const kind = { [type("enrolmentMade")]: "enrolment", [type("enrolmentWithdrawn")]: "withdrawal" }[factType] ?? factType;
    this.expected = { kind, reference: of.enrolmentId, occurredAt, account: partyAccount(of.partyId), line, ...moved };
  }

  private readonly takers: Readonly<Record<string, (fact: BagFact, line: number) => boolean>> = {
    [type("auctionAnnounced")]: ({ data }, line) => {
      const read = announcedData.safeParse(data);
      if (!read.success || this.announced) return false;
      this.announced = { ...read.data, line };
      this.schedule = read.data.schedule;
      return true;
    },
    [type("auctionPostponed")]: ({ data }) => {
      const read = scheduleData.safeParse(data.schedule);
      if (read.success) this.schedule = read.data;
      return read.success && this.announced !== undefined && this.end === undefined;
    },
    [type("enrolmentPostponed")]: () => true,
    ...Object.fromEntries(
      (["auctionCleared", "auctionFailed", "auctionCancelled"] as const).map((name) => [
        type(name),
        ({ data }: BagFact, line: number) => {
          const read = endData.safeParse(data);
          if (!read.success || this.end) return false;
          this.end = { ...read.data, line, cancelled: name === "auctionCancelled" };
          return true;
        },
      ]),
    ),
    [type("enrolmentMade")]: (fact, line) => {
      const read = enrolmentData.safeParse(fact.data);
      if (!read.success || this.enrolments.get(read.data.enrolmentId)?.withdrawn === false) return false;
      const { deposit } = read.data;
      this.enrolments.set(read.data.enrolmentId, { ...read.data, line, withdrawn: false, excludedFor: [] });
      this.expect(fact, line, read.data, { total: decimal("0"), held: deposit });
      return true;
    },
    [type("enrolmentWithdrawn")]: (fact, line) =>
      this.freed(fact, line, (enrolment) => {
        enrolment.withdrawn = true;
      }),
    [type("enrolmentReleased")]: (fact, line) =>
      this.freed(fact, line, (enrolment, { excludedFor = [] }) => {
        enrolment.excludedFor = excludedFor;
      }),
    [type("awardDue")]: ({ data }) => awardData.safeParse(data).success,
    [type("awardDeadlineMoved")]: ({ data }) => awardData.safeParse(data).success,
    [type("awardSettled")]: (fact, line) => this.awardEnded(fact, line, true),
    [type("awardDefaulted")]: (fact, line) => this.awardEnded(fact, line, false),
    [type("pledgedSaleEnded")]: () => true,
    [type("resultObjectionRaised")]: ({ data }) => {
      const partyId = String(data.partyId);
      if (this.objections.has(partyId) || ![...this.enrolments.values()].some((each) => each.partyId === partyId)) return false;
      this.objections.set(partyId, String(data.grounds));
      return true;
    },
    [type("resultObjectionAnswered")]: ({ data }, line) => {
      const partyId = String(data.partyId);
      if (this.answers.has(partyId)) return false;
      this.answers.set(partyId, { grounds: data.grounds, line });
      return true;
    },
  };

  /** All facts are read: every answer is to an objection that was raised. Facts of one instant stand in any order. */
  endOfFacts(): void {
    this.endOfEntry();
    for (const [partyId, { grounds, line }] of this.answers)
      if (this.objections.get(partyId) !== grounds)
        this.findings.add(
          line,
          "facts",
          `没有 ${partyId} 的该异议`,
          `the answer is to an objection that ${partyId} did not raise so: its fact is missing or altered`,
        );
  }

  private freed(fact: BagFact, line: number, note: (enrolment: ToldEnrolment, data: z.output<typeof releasedData>) => void): boolean {
    const read = releasedData.safeParse(fact.data);
    const enrolment = read.success ? this.enrolments.get(read.data.enrolmentId) : undefined;
    if (!read.success || !enrolment || enrolment.withdrawn || enrolment.award || !read.data.deposit.eq(enrolment.deposit)) return false;
    note(enrolment, read.data);
    this.expect(fact, line, enrolment, { total: decimal("0"), held: enrolment.deposit.neg() });
    return true;
  }

  private awardEnded(fact: BagFact, line: number, settled: boolean): boolean {
    const read = awardData.safeParse(fact.data);
    const enrolment = read.success ? this.enrolments.get(read.data.enrolmentId) : undefined;
    if (!read.success || !enrolment || enrolment.withdrawn || enrolment.award) return false;
    const { amount: price, fee, forfeited = decimal("0") } = read.data;
    enrolment.award = { ...read.data, factId: fact.factId, line, settled };
    this.expect(fact, line, enrolment, { total: (settled ? price.plus(fee) : forfeited).neg() });
    return settled || forfeited.lte(enrolment.deposit);
  }
}
