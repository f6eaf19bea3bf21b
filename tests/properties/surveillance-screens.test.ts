import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { summaryOf } from "../../functions/surveillance/screens/evaluate.ts";
import type { Bidder, Session } from "../../functions/surveillance/screens/session.ts";
import { screenSettings } from "../../functions/surveillance/screens/settings.ts";
import { screenNames } from "../../functions/surveillance/screens/vocabulary.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { honestSession, randomNumbers, screened } from "../support/honest-sessions.ts";

const whole = (most: number) => fc.integer({ min: 1, max: most }).map((number) => decimal(String(number)));
const step = fc.record({ price: whole(9_999), quantity: whole(999) });
const bidderAt = (place: number) =>
  fc.record({ steps: fc.array(step, { minLength: 1, maxLength: 4 }), alone: fc.boolean() }).map(
    ({ steps, alone }): Bidder => ({
      ...{ partyId: `p${String(place).padStart(2, "0")}`, partyName: `Party ${place}`, steps },
      group: alone ? `p${String(place).padStart(2, "0")}` : `g${place % 3}`,
    }),
  );

/** Any session: prices, quantities and groups of up to nine bidders, some of whom win, and some who withdraw or keep silent. */
const anySession = fc.integer({ min: 0, max: 9 }).chain((count) =>
  fc
    .record({
      bidders: fc.tuple(...Array.from({ length: count }, (_, place) => bidderAt(place))),
      won: fc.array(fc.record({ place: fc.nat(8), quantity: whole(999) }), { maxLength: 6 }),
      withdrawing: fc.array(fc.record({ place: fc.nat(12), minute: fc.nat(300) }), { maxLength: 6 }),
      silent: fc.uniqueArray(fc.nat(12), { maxLength: 5 }),
    })
    .map(({ bidders, won, withdrawing, silent }): Session => {
      const named = (place: number) => ({ partyId: `q${place}`, partyName: `Party ${place}` });
      return {
        ...{ auctionId: "a", endedAt: "2026-03-02T00:00:00.000Z", priceTick: decimal("10"), seller: { name: "s", group: "g1" }, bidders },
        winners: won.flatMap(({ place, quantity }) => {
          const winner = bidders[place];
          return winner ? [{ partyId: winner.partyId, quantity }] : [];
        }),
        silent: silent.map(named),
        withdrawals: withdrawing.map(({ place, minute }) => ({
          ...named(place),
          group: `q${place}`,
          at: new Date(Date.UTC(2026, 2, 1, 0, minute)).toISOString(),
        })),
      };
    }),
);

/** Figures as texts, so that equal ones compare as equal. */
const figuresOf = (session: Session) => JSON.parse(JSON.stringify(summaryOf(session).own)) as Record<string, unknown>;

describe("screens of a session", () => {
  it("are the same in whatever unit prices and quantities are counted", () => {
    fc.assert(
      fc.property(anySession, fc.constantFrom("2", "10", "0.01", "1000"), fc.constantFrom("5", "0.001"), (session, price, quantity) => {
        const [ofPrice, ofQuantity] = [decimal(price), decimal(quantity)];
        const scaled: Session = {
          ...session,
          priceTick: session.priceTick.times(ofPrice),
          winners: session.winners.map((each) => ({ ...each, quantity: each.quantity.times(ofQuantity) })),
          bidders: session.bidders.map((each) => ({
            ...each,
            steps: each.steps.map((one) => ({ price: one.price.times(ofPrice), quantity: one.quantity.times(ofQuantity) })),
          })),
        };
        expect(figuresOf(scaled)).toEqual(figuresOf(session));
      }),
    );
  });

  it("do not depend on the order in which bidders, steps, winners and withdrawals are listed", () => {
    const reversed = <Each>(list: readonly Each[]): Each[] => [...list].reverse();
    fc.assert(
      fc.property(anySession, (session) => {
        const turned: Session = {
          ...session,
          bidders: reversed(session.bidders.map((each) => ({ ...each, steps: reversed(each.steps) }))),
          winners: reversed(session.winners),
          silent: reversed(session.silent),
          withdrawals: reversed(session.withdrawals),
        };
        const summary = (each: Session): unknown => JSON.parse(JSON.stringify(summaryOf(each)));
        expect(summary(turned)).toEqual(summary(session));
      }),
    );
  });

  it("have values in their bounds: shares from none to all, counts of whole things", () => {
    const shares = new Set(["identical-quotes", "top-buyer-share", "silent-enrolments"]);
    const counts = new Set(["shared-steps", "associate-of-seller", "associates-apart", "withdrawals-together"]);
    fc.assert(
      fc.property(anySession, (session) => {
        for (const [screen, measured] of Object.entries(summaryOf(session).own)) {
          if (!measured || "unmeasured" in measured) continue;
          const { value } = measured;
          expect(value.gte(0)).toBe(true);
          if (shares.has(screen)) expect(value.lte(1)).toBe(true);
          if (counts.has(screen)) expect(value.isInteger()).toBe(true);
        }
      }),
    );
  });
});

describe("screens of honest sessions, as the settings describe them", () => {
  const runs = 250;
  const sessionsOfRun = 8;
  it.for([3, 4, 5, 6, 9, 14, 30])("stand out by chance no more often than the settings say, with %i bidders", (bidders) => {
    const seen = new Map(screenNames.map((name) => [name, { measured: 0, standingOut: 0 }]));
    // Fewer runs with many bidders, who take longer and hardly ever stand out.
    for (let run = 1; run <= runs / (bidders > 9 ? 5 : 1); run += 1) {
      const random = randomNumbers(run * 1_000 + bidders);
      const sessions = Array.from({ length: sessionsOfRun }, (_, number) => honestSession(random, number, bidders));
      for (const result of screened(sessions).flat()) {
        const count = seen.get(result.screen);
        if (!count || !("value" in result.measured)) continue;
        count.measured += 1;
        if (result.standsOut) count.standingOut += 1;
      }
    }
    const above = [...seen].filter(
      ([name, { measured, standingOut }]) => measured > 0 && screenSettings[name].falseAlarms.lt(String(standingOut / measured)),
    );
    expect(above).toEqual([]);
  });
});
