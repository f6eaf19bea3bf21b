import { figuresOf, type OwnSummary, resultsOf, type ScreenResult, summaryOf } from "../../functions/surveillance/screens/evaluate.ts";
import type { Bidder, Session, SessionSummary } from "../../functions/surveillance/screens/session.ts";
import { honest } from "../../functions/surveillance/screens/settings.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { Decimal, decimal } from "../../shared/kernel/decimal.ts";

/** Numbers from zero to one that follow from a seed (mulberry32): the same in every run. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const lot = decimal("1000");
const basePrice = decimal("4000");
const tick = decimal("10");

/** A bidder's steps on the ticks, independent of everybody else's, as the settings of the screens assume of honest ones. */
function honestBidder(random: () => number, company: number): Bidder {
  const between = ({ from, to }: { readonly from: string; readonly to: string }) =>
    decimal(from).plus(decimal(to).minus(from).times(random().toFixed(9)));
  const partyId = `company-${String(company).padStart(3, "0")}`;
  const top = basePrice.times(between(honest.prices));
  const wanted = lot.times(between(honest.shares));
  const steps = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, place) => ({
    price: top
      .minus(tick.times(10 * place))
      .div(tick)
      .toDecimalPlaces(0)
      .times(tick),
    quantity: wanted.div(place + 1).toDecimalPlaces(0),
  }));
  return { partyId, partyName: partyId, group: partyId, steps };
}

/** Who wins: the best prices until the lot is sold, with the first step of each bidder. */
function winnersOf(bidders: readonly Bidder[]): Session["winners"] {
  let left = lot;
  return bidders
    .flatMap(({ partyId, steps }) => steps.slice(0, 1).map((step) => ({ partyId, ...step })))
    .sort((one, other) => other.price.cmp(one.price))
    .flatMap(({ partyId, quantity }) => {
      const won = Decimal.min(quantity, left);
      left = left.minus(won);
      return won.isZero() ? [] : [{ partyId, quantity: won }];
    });
}

/** A session whose bidders are drawn anew from twice as many companies and bid independently of each other. */
export function honestSession(random: () => number, number: number, bidders: number): Session {
  const companies = Array.from({ length: 2 * bidders }, (_, company) => ({ company, at: random() }))
    .sort((one, other) => one.at - other.at)
    .slice(0, bidders)
    .map(({ company }) => honestBidder(random, company));
  return {
    auctionId: `auction-${number}`,
    endedAt: plusSeconds("2026-01-01T00:00:00.000Z", number * 86_400),
    priceTick: tick,
    seller: { name: "the reserve" },
    bidders: companies,
    winners: winnersOf(companies),
    silent: [],
    withdrawals: [],
  };
}

/** Screens a row of sessions of one market, the earliest first, each after those before it. */
export function screened(sessions: readonly Session[]): readonly (readonly ScreenResult[])[] {
  const past: SessionSummary[] = [];
  return sessions.map((session) => {
    const own: OwnSummary = summaryOf(session);
    const figures = figuresOf(own, past);
    const results = resultsOf(figures, past);
    past.push({ ...own, figures });
    return results;
  });
}
