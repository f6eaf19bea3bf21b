import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { depositFor, feeFor } from "../../functions/auctions/auction.ts";
import type { AuctionsRefusal } from "../../functions/auctions/problems.ts";
import type { Auction, Award, Enrolment } from "../../functions/auctions/rows.ts";
import { defaultAward, settle } from "../../functions/auctions/settlement/entries.ts";
import { paymentOf, toPayOf } from "../../functions/auctions/settlement/payment.ts";
import { termsSchema } from "../../functions/auctions/terms.ts";
import { Decimal, sum } from "../../shared/kernel/decimal.ts";
import type { TransferData } from "../../shared/ledger/contract.ts";
import type { Due } from "../../shared/ledger/dues.ts";
import { type EntryEnvelope, LedgerEntry } from "../../shared/ledger/entry.ts";
import type { Hold } from "../../shared/ledger/rows.ts";
import { usualTerms } from "../support/auction-house.ts";

const fen = fc.integer({ min: 0, max: 10_000_000 }).map((cents) => new Decimal(cents).div(100));
const kilograms = fc.integer({ min: 1, max: 1_000_000 }).map((count) => new Decimal(count).div(1000));
const money = fc.record({ amount: fen, fee: fen, deposit: fen });

describe("the payment of an award", () => {
  it("adds up to the fen: deposit and cash pay price and fee, and nothing else", () => {
    fc.assert(
      fc.property(money, (award) => {
        const { depositToPrice, depositToFee, depositBack, cashToPrice, cashToFee } = paymentOf(award);
        expect(depositToPrice.plus(cashToPrice).eq(award.amount)).toBe(true);
        expect(depositToFee.plus(cashToFee).eq(award.fee)).toBe(true);
        expect(depositToPrice.plus(depositToFee).plus(depositBack).eq(award.deposit)).toBe(true);
        for (const part of [depositToPrice, depositToFee, depositBack, cashToPrice, cashToFee]) expect(part.gte(0)).toBe(true);
        // Cash is asked for only when the deposit is used up.
        expect(depositBack.gt(0) && toPayOf(award).gt(0)).toBe(false);
      }),
    );
  });

  it("has deposit and fee rounded half up to the fen", () => {
    const terms = (changed: object) => termsSchema.parse({ ...usualTerms, ...changed });
    // Quzhou 2015: base price x 10 % x quantity x 5 years.
    const quzhou = terms({ basePrice: "4000", depositRate: "0.1", years: 5 });
    expect(depositFor(quzhou, new Decimal("16.81")).toFixed(2)).toBe("33620.00");
    expect(depositFor(quzhou, new Decimal("4.23")).toFixed(2)).toBe("8460.00");
    expect(feeFor(terms({ feeRate: "0.005" }), new Decimal("101")).toFixed(2)).toBe("0.51");
  });
});

/** What an entry moved, from the fact it would write. */
function postingsOf(entry: LedgerEntry<AuctionsRefusal>): TransferData["postings"] {
  const [fact] = entry.writes();
  const data = fact?.write.Put?.Item?.data?.S;
  return (JSON.parse(data ?? "{}") as TransferData).postings;
}

describe("settlement and default", () => {
  const envelope: EntryEnvelope = {
    factId: "f",
    occurredAt: "2026-03-02T01:00:00.000Z",
    actor: "test",
    parties: [],
    areas: ["420700"],
    cause: { kind: "test", reference: "t" },
  };
  const hold = (instrument: string, account: string, quantity: Decimal, purpose: Hold["purpose"]): Hold => ({
    ...{ holdId: `${purpose}-hold`, account, instrument, quantity, remaining: quantity, purpose, state: "pending", version: 1 },
  });
  /** What the winner owes; something between nothing and all of it is set aside. */
  const dueOf = (award: Award, reserved: Decimal): Due => {
    const amount = toPayOf(award);
    const aside = amount.isZero() ? amount : reserved.mod(amount.plus("0.01"));
    return { dueId: "a.p", account: "party:p", amount, reserved: aside, payBy: "2026-03-09", version: 1 };
  };
  const auction = { auctionId: "a", terms: termsSchema.parse(usualTerms) } as Auction;
  const subject = fc
    .record({ awarded: kilograms, more: kilograms, ratio: fc.constantFrom("1", "1.2", "1.5", "2"), money, reserved: fen })
    .map(({ awarded, more, ratio, money: { amount, fee, deposit }, reserved }) => {
      const enrolment = { enrolmentId: "a.p", partyId: "p", siteId: "s", offsetRatio: new Decimal(ratio), deposit } as Enrolment;
      const award = { enrolmentId: "a.p", partyId: "p", quantity: awarded, amount, fee, deposit } as Award;
      const needed = awarded.plus(more);
      const holds = {
        need: hold("need/SO2/x", "site:s", needed, "need"),
        deposit: deposit.gt(0) ? hold("CNY", "party:p", deposit, "deposit") : undefined,
        due: dueOf(award, reserved),
      };
      return { enrolment, award, holds };
    });
  const moved = (postings: TransferData["postings"], account: RegExp, instrument: string): Decimal =>
    sum(
      postings
        .filter((posting) => account.test(posting.account) && posting.instrument === instrument)
        .map(({ available, held }) => new Decimal(available).plus(held)),
    );
  const permit = "permit/SO2/ezhou/2026-06/2031-05";

  it("settling conserves every instrument, pays treasury and exchange in full, delivers and retires what was awarded", () => {
    fc.assert(
      fc.property(subject, ({ enrolment, award, holds }) => {
        const entry = new LedgerEntry<AuctionsRefusal>("Ledger", envelope);
        settle(entry, auction, enrolment, award, holds);
        const postings = postingsOf(entry);
        for (const instrument of new Set(postings.map((posting) => posting.instrument)))
          expect(moved(postings, /./, instrument).isZero(), instrument).toBe(true);
        expect(moved(postings, /^treasury:/, "CNY").eq(award.amount)).toBe(true);
        expect(moved(postings, /^exchange:/, "CNY").eq(award.fee)).toBe(true);
        expect(moved(postings, /^party:/, "CNY").eq(award.amount.plus(award.fee).neg())).toBe(true);
        const delivered = moved(postings, /^site:/, permit);
        expect(delivered.plus(moved(postings, /^retired:/, permit)).eq(award.quantity)).toBe(true);
        expect(delivered.times(enrolment.offsetRatio).lte(award.quantity)).toBe(true);
        expect(delivered.decimalPlaces()).toBeLessThanOrEqual(3);
        expect(moved(postings, /^site:/, "need/SO2/x").eq(award.quantity.neg())).toBe(true);
      }),
    );
  });

  it("defaulting forfeits the whole deposit to the treasury, leaves the need whole and returns the permits", () => {
    fc.assert(
      fc.property(subject, ({ award, holds }) => {
        const entry = new LedgerEntry<AuctionsRefusal>("Ledger", envelope);
        defaultAward(entry, auction, award, holds, envelope.occurredAt);
        const postings = postingsOf(entry);
        for (const instrument of new Set(postings.map((posting) => posting.instrument)))
          expect(moved(postings, /./, instrument).isZero(), instrument).toBe(true);
        expect(moved(postings, /^treasury:/, "CNY").eq(award.deposit)).toBe(true);
        expect(moved(postings, /^site:/, "need/SO2/x").isZero()).toBe(true);
        expect(moved(postings, /^reserve:/, "quota/SO2/ezhou").eq(award.quantity)).toBe(true);
        expect(moved(postings, /^award:/, permit).eq(award.quantity.neg())).toBe(true);
      }),
    );
  });
});
