import { Decimal } from "../../../shared/kernel/decimal.ts";
import type { Grouped, Measured, SessionSummary } from "./session.ts";
import { screenSettings, sessionsInWindow } from "./settings.ts";
import { meanOf, rounded } from "./statistics.ts";

/** The part of a summary that sessions are compared by. */
export type Compared = Pick<SessionSummary, "bidders" | "topBuyer" | "withdrew">;

/** The mean share of bidders that a session has in common with earlier ones: those in both over those in either. */
export function bidderOverlap(session: Compared, past: readonly Compared[]): Measured {
  const earlier = past.slice(-(sessionsInWindow - 1));
  if (session.bidders === undefined || earlier.some(({ bidders }) => bidders === undefined)) return { unmeasured: "too-many-bidders" };
  if (session.bidders.length === 0) return { unmeasured: "too-few-bidders" };
  if (earlier.length < screenSettings["bidder-overlap"].least) return { unmeasured: "too-few-sessions" };
  const own = groupsOf(session);
  const shares = earlier.map((each) => {
    const other = groupsOf(each);
    const common = inBoth(own, other).size;
    return new Decimal(common).div(own.size + other.size - common);
  });
  return { value: rounded(meanOf(shares)), concerned: session.bidders };
}

/**
 * The share of sessions, the first of the window apart, in which the largest buyer was, of those that bid in all of them, the one that had
 * waited longest: one, where they take turns.
 */
export function rotation(session: Compared, past: readonly Compared[]): Measured {
  const window = [...past, session].filter(({ topBuyer }) => topBuyer !== undefined).slice(-sessionsInWindow);
  if (session.topBuyer === undefined) return { unmeasured: "nothing-sold" };
  if (window.some(({ bidders }) => bidders === undefined)) return { unmeasured: "too-many-bidders" };
  if (window.length < screenSettings.rotation.least) return { unmeasured: "too-few-sessions" };
  const regulars = window.map(groupsOf).reduce(inBoth);
  if (regulars.size < 2) return { value: new Decimal(0), concerned: [] };
  const lastBought = new Map([...regulars].map((group) => [group, -1]));
  let inTurn = 0;
  for (const [place, { topBuyer = "" }] of window.entries()) {
    const waited = lastBought.get(topBuyer);
    if (place > 0 && waited !== undefined && waited === Math.min(...lastBought.values())) inTurn += 1;
    if (waited !== undefined) lastBought.set(topBuyer, place);
  }
  const concerned = (session.bidders ?? []).filter(({ group }) => regulars.has(group));
  return { value: rounded(new Decimal(inTurn).div(window.length - 1)), concerned };
}

/** How many members withdrew, or had no bid at the close, here and in several of the earlier sessions. */
export function withdrawalsRepeated(session: Compared, past: readonly Compared[]): Measured {
  const { least } = screenSettings["withdrawals-repeated"];
  const earlier = past.slice(-(sessionsInWindow - 1));
  if (earlier.length < least) return { unmeasured: "too-few-sessions" };
  const concerned = session.withdrew.filter(
    ({ partyId }) => earlier.filter(({ withdrew }) => withdrew.some((each) => each.partyId === partyId)).length >= least,
  );
  return { value: new Decimal(concerned.length), concerned };
}

function groupsOf({ bidders = [] }: Pick<Compared, "bidders">): ReadonlySet<string> {
  return new Set(bidders.map(({ group }: Grouped) => group));
}

function inBoth(one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...one].filter((group) => other.has(group)));
}
