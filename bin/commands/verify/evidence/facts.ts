import * as z from "zod";
import { auctionsFacts } from "../../../../functions/auctions/contract.ts";
import { type Decimal, decimal, plain, sum } from "../../../../shared/kernel/decimal.ts";
import { partyAccount } from "../../../../shared/ledger/account.ts";
import { CNY } from "../../../../shared/ledger/instrument.ts";
import type { BagEntry } from "../../../../shared/records/evidence-bag.ts";
import type { BagFindings } from "./finding.ts";

const zero = decimal("0");
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
/** An enrolment, as the facts tell it: made and withdrawn as often as they say, and at last released or awarded. */
export interface ToldEnrolment extends z.output<typeof enrolmentData> {
  readonly line: number;
  made: number;
  withdrawn: number;
  released: boolean;
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
      const enrolment = this.enrolmentOf(fact, line);
      if (!enrolment) return false;
      enrolment.made += 1;
      this.expect(fact, line, enrolment, { total: zero, held: enrolment.deposit });
      return true;
    },
    [type("enrolmentWithdrawn")]: (fact, line) => {
      const enrolment = this.enrolmentOf(fact, line);
      if (!enrolment) return false;
      enrolment.withdrawn += 1;
      this.expect(fact, line, enrolment, { total: zero, held: enrolment.deposit.neg() });
      return true;
    },
    [type("enrolmentReleased")]: (fact, line) => {
      const enrolment = this.enrolmentOf(fact, line);
      const { excludedFor = [] } = releasedData.safeParse(fact.data).data ?? {};
      if (!enrolment || enrolment.released || enrolment.award) return false;
      enrolment.released = true;
      enrolment.excludedFor = excludedFor;
      this.expect(fact, line, enrolment, { total: zero, held: enrolment.deposit.neg() });
      return true;
    },
    [type("awardDue")]: ({ data }) => awardData.safeParse(data).success,
    [type("awardDeadlineMoved")]: ({ data }) => awardData.safeParse(data).success,
    [type("awardSettled")]: (fact, line) => this.awardEnded(fact, line, true),
    [type("awardDefaulted")]: (fact, line) => this.awardEnded(fact, line, false),
    [type("pledgedSaleEnded")]: () => true,
    [type("resultObjectionRaised")]: ({ data }) => {
      const partyId = String(data.partyId);
      if (this.objections.has(partyId)) return false;
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
    for (const [enrolmentId, { made, withdrawn, released, award, line }] of this.enrolments) {
      const stands = made - withdrawn;
      if (made > 0 && (stands === 1 || (stands === 0 && !released && !award))) continue;
      this.findings.add(
        line,
        "facts",
        `报名 ${enrolmentId} 缺少报名或撤回的事实`,
        `the enrolment ${enrolmentId} was made ${made} times and withdrawn ${withdrawn} times: a fact of it is missing or too many`,
      );
    }
    for (const [partyId, { grounds, line }] of this.answers)
      if (this.objections.get(partyId) !== grounds)
        this.findings.add(
          line,
          "facts",
          `没有 ${partyId} 的该异议`,
          `the answer is to an objection that ${partyId} did not raise so: its fact is missing or altered`,
        );
  }

  /** The enrolment that a fact is about, of the same member and with the same deposit in all its facts; they may come in any order. */
  private enrolmentOf({ data }: BagFact, line: number): ToldEnrolment | undefined {
    const read = enrolmentData.safeParse(data);
    if (!read.success) return undefined;
    const { enrolmentId, partyId, deposit } = read.data;
    const known = this.enrolments.get(enrolmentId);
    // Whoever enrols again after a withdrawal may have another deposit then.
    if (known && (known.partyId !== partyId || (known.made === known.withdrawn + 1 && !known.deposit.eq(deposit)))) return undefined;
    const now = { ...(known ?? { line, made: 0, withdrawn: 0, released: false, excludedFor: [] }), ...read.data };
    this.enrolments.set(enrolmentId, now);
    return now;
  }

  private awardEnded(fact: BagFact, line: number, settled: boolean): boolean {
    const read = awardData.safeParse(fact.data);
    const enrolment = this.enrolmentOf(fact, line);
    if (!read.success || !enrolment || enrolment.released || enrolment.award) return false;
    const { amount: price, fee, forfeited = zero } = read.data;
    enrolment.award = { ...read.data, factId: fact.factId, line, settled };
    this.expect(fact, line, enrolment, { total: (settled ? price.plus(fee) : forfeited).neg() });
    return settled || forfeited.lte(enrolment.deposit);
  }
}
