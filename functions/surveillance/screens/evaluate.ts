import type { Decimal } from "../../../shared/kernel/decimal.ts";
import { bidderOverlap, type Compared, rotation, withdrawalsRepeated } from "./across-sessions.ts";
import { associateOfSeller, associatesApart } from "./associates.ts";
import { topBuyerOf, topBuyerShare } from "./concentration.ts";
import { bidDispersion, relativeDistance } from "./prices.ts";
import { identicalQuotes, sharedSteps } from "./quotes.ts";
import type { Figures, Grouped, Measured, Named, Session, SessionSummary } from "./session.ts";
import { mostBiddersCompared, screenSettings, sessionsCompared } from "./settings.ts";
import { meanOf, percentileOf, rounded } from "./statistics.ts";
import { type namesAcross, type ScreenName, type Side, screenNames, type UnmeasuredReason } from "./vocabulary.ts";
import { silentEnrolments, withdrawalsTogether } from "./withdrawals.ts";

/** Screens of one session alone. */
const ownScreens: Readonly<Partial<Record<ScreenName, (session: Session) => Measured>>> = {
  "bid-dispersion": bidDispersion,
  "relative-distance": relativeDistance,
  "shared-steps": sharedSteps,
  "identical-quotes": identicalQuotes,
  "associate-of-seller": associateOfSeller,
  "associates-apart": associatesApart,
  "top-buyer-share": topBuyerShare,
  "withdrawals-together": withdrawalsTogether,
  "silent-enrolments": silentEnrolments,
};

/** Screens of a session among the earlier ones of its market. */
const screensAcross: Readonly<Record<(typeof namesAcross)[number], (session: Compared, past: readonly Compared[]) => Measured>> = {
  "bidder-overlap": bidderOverlap,
  rotation,
  "withdrawals-repeated": withdrawalsRepeated,
};

/** The one screen whose low values stand out. */
const lowStandsOut: ReadonlySet<ScreenName> = new Set(["bid-dispersion"]);

/** Members named with a figure, at most. */
const mostNamed = 20;

/** Which values of a screen stand out. */
export function sideOf(name: ScreenName): Side {
  return lowStandsOut.has(name) ? "at-most" : "at-least";
}

/** How a value compares with this market's past. */
export interface ComparedWithPast {
  readonly sessions: number;
  readonly mean: Decimal;
  /** Share of the earlier sessions whose value was not above it. */
  readonly percentile: Decimal;
}

/** A screen of a session: what was measured, whether it stands out, and how it compares. */
export interface ScreenResult {
  readonly screen: ScreenName;
  readonly measured: Measured;
  readonly standsOut: boolean;
  /** Undefined where nothing was measured, here or before. */
  readonly past: ComparedWithPast | undefined;
}

/** What a session is to later ones, but for the figures that depend on earlier ones. */
export type OwnSummary = Omit<SessionSummary, "figures">;

/** The part of a session that stays the same whatever came before it. */
export function summaryOf(session: Session): OwnSummary {
  const { auctionId, endedAt, bidders, silent, withdrawals } = session;
  const own = Object.fromEntries(Object.entries(ownScreens).map(([name, measure]) => [name, bounded(measure(session))]));
  return {
    ...{ auctionId, endedAt, own },
    bidders: bidders.length > mostBiddersCompared ? undefined : oneOfEachGroup(bidders),
    topBuyer: topBuyerOf(session)?.group,
    withdrew: namedOnce([...withdrawals, ...silent]).slice(0, mostBiddersCompared),
  };
}

/** All figures of a session after the earlier ones of its market, the earliest first. */
export function figuresOf(session: OwnSummary, past: readonly SessionSummary[]): Figures {
  const across = Object.entries(screensAcross).map(([name, measure]) => [name, bounded(measure(session, past))] as const);
  return { ...session.own, ...Object.fromEntries(across) };
}

/** Every screen of a session by its figures, compared with those of the earlier sessions of its market. */
export function resultsOf(figures: Figures, past: readonly Pick<SessionSummary, "figures">[]): readonly ScreenResult[] {
  const earlier = past.slice(-sessionsCompared);
  return screenNames.map((screen) => {
    const measured = figures[screen] ?? { unmeasured: "too-few-bidders" as UnmeasuredReason };
    if ("unmeasured" in measured) return { screen, measured, standsOut: false, past: undefined };
    const { value } = measured;
    const before = earlier.flatMap((each) => figureOf(each.figures[screen]) ?? []);
    return { screen, measured, standsOut: standsOut(screen, value), past: comparedWith(before, value) };
  });
}

function comparedWith(before: readonly Decimal[], value: Decimal): ComparedWithPast | undefined {
  if (before.length === 0) return undefined;
  return { sessions: before.length, mean: rounded(meanOf(before)), percentile: rounded(percentileOf(value, before)) };
}

function standsOut(screen: ScreenName, value: Decimal): boolean {
  const { threshold } = screenSettings[screen];
  return sideOf(screen) === "at-most" ? value.lte(threshold) : value.gte(threshold);
}

function figureOf(measured: Measured | undefined): Decimal | undefined {
  return measured && "value" in measured ? measured.value : undefined;
}

/** A figure with the members it is about by name and number only, in order, and no more than are named. */
function bounded(measured: Measured): Measured {
  if ("unmeasured" in measured) return measured;
  return { value: measured.value, concerned: namedOnce(measured.concerned).slice(0, mostNamed) };
}

/** Members by name and number only, each once, in order. */
function namedOnce(members: readonly Named[]): readonly Named[] {
  const byId = new Map(members.map(({ partyId, partyName }): [string, Named] => [partyId, { partyId, partyName }]));
  return [...byId.values()].sort((one, other) => compare(one.partyId, other.partyId));
}

/** One member of each group, in the order of the groups. */
function oneOfEachGroup(members: readonly Grouped[]): readonly Grouped[] {
  const ordered = [...members].sort((one, other) => compare(one.group, other.group) || compare(one.partyId, other.partyId));
  return ordered
    .filter(({ group }, place) => place === 0 || ordered[place - 1]?.group !== group)
    .map(({ partyId, partyName, group }) => ({ partyId, partyName, group }));
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
