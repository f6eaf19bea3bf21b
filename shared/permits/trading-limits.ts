import { covers, provinceOf } from "../kernel/areas.ts";
import type { PlainDate } from "../kernel/calendar.ts";
import type { Bilingual, Words } from "../kernel/problem.ts";
import { mediumOf } from "./pools.ts";
import data from "./trading-limits.json" with { type: "json" };

/** Ids of the limits, in the order of their numbers. */
export const limitIds = ["pilot-province", "same-pool", "same-source-class", "thermal-power-apart", "target-attained"] as const;
/** Id of a trading limit. */
export type LimitId = (typeof limitIds)[number];

/** A trading limit: who may not trade with whom, since when, and where that is written. */
export interface TradingLimit {
  readonly id: LimitId;
  readonly number: number;
  readonly from: PlainDate;
  /** Media whose pollutants it is about. */
  readonly media: readonly string[];
  /** Whether an approval may lift it. */
  readonly liftable: boolean;
  readonly text: Bilingual;
  readonly source: Bilingual;
}
/** The five limits, in their order. */
export const tradingLimits: readonly TradingLimit[] = data.limits as readonly TradingLimit[];
/** What the limits ask, by their ids, for texts that name one. */
export const limitNames: Words = Object.fromEntries(tradingLimits.map(({ id, text }) => [id, text]));

/** One side of a trade, as far as the limits need it. */
export interface TradingSide {
  readonly area: string;
  /** Pool in which what it emits of the pollutant counts; undefined for a pollutant that is not traded. */
  readonly pool: string | undefined;
  readonly sourceClass: string;
  readonly thermalPower: boolean;
}
/** The buying side: a site, which exceptions may name. */
export interface BuyingSide extends TradingSide {
  readonly siteId: string;
}
/** The selling side: the reserve, whose tonnes nobody emits yet, or a site. */
export interface SellingSide extends TradingSide {
  readonly from: "reserve" | "site";
}

/** A span of days, both included. */
export interface Days {
  readonly from: PlainDate;
  readonly until: PlainDate;
}
/** An area that misses a quality target: that of a medium, or of one pollutant. */
export interface MissedTarget extends Days {
  readonly area: string;
  readonly target: string;
  readonly documentNumber: string;
}
/** An approval that lifts one limit for a pollutant at a site, or at every site of an area. */
export interface LimitException extends Days {
  readonly exceptionId: string;
  readonly limit: LimitId;
  readonly pollutant: string;
  readonly scope: { readonly kind: "site"; readonly siteId: string } | { readonly kind: "area"; readonly area: string };
  readonly approvalNumber: string;
}

/** A trade on a day, with what the bureau has stated about areas and exceptions. */
export interface Trade {
  readonly day: PlainDate;
  readonly pollutant: string;
  readonly seller: SellingSide;
  readonly buyer: BuyingSide;
  readonly missed: readonly MissedTarget[];
  readonly exceptions: readonly LimitException[];
}

/** A limit that a trade breaks, what differs, and, for a missed target, the area and the document that states it. */
export type BrokenLimit = {
  readonly limit: TradingLimit;
  /** What differs: province, pool, sourceClass or thermalPower. */
  readonly rule: string;
  readonly lot: string;
  readonly site: string;
  readonly missed?: MissedTarget;
};

/** Whether a day lies in a span of days. */
export function isWithin({ from, until }: Days, day: PlainDate): boolean {
  return from <= day && day <= until;
}

/**
 * Every limit that a trade breaks, in their order, except those that an exception lifts on the day. Limits 1 to 4 are symmetric: whoever
 * may not sell to the other may not buy from it either.
 */
export function brokenLimits(trade: Trade): readonly BrokenLimit[] {
  return touchedLimits(trade).filter(({ limit }) => !exceptionFor(trade, limit.id));
}

/** The exceptions without which a trade would break a limit on the day, in the order of the limits. */
export function exceptionsUsed(trade: Trade): readonly LimitException[] {
  return touchedLimits(trade).flatMap(({ limit }) => exceptionFor(trade, limit.id) ?? []);
}

/** Whether a limit is about a pollutant; about one that is not traded, every limit is. */
export function concernsPollutant({ media }: TradingLimit, pollutant: string): boolean {
  const medium = mediumOf(pollutant);
  return medium === undefined || media.includes(medium);
}

/** Every limit that a trade would break without exceptions. */
function touchedLimits(trade: Trade): readonly BrokenLimit[] {
  const inForce = tradingLimits.filter((limit) => limit.from <= trade.day && concernsPollutant(limit, trade.pollutant));
  return inForce.flatMap((limit) => {
    const broken = checks[limit.id](trade);
    return broken ? [{ limit, ...broken }] : [];
  });
}

/** The exception that lifts a limit for a trade: for its pollutant, its buyer's site or area, and its day. */
function exceptionFor({ day, pollutant, buyer, exceptions }: Trade, id: LimitId): LimitException | undefined {
  return exceptions.find(
    (each) =>
      each.limit === id &&
      each.pollutant === pollutant &&
      isWithin(each, day) &&
      (each.scope.kind === "site" ? each.scope.siteId === buyer.siteId : covers(each.scope.area, buyer.area)),
  );
}

type Differing = Omit<BrokenLimit, "limit">;
const unknown = "-";

const checks: Readonly<Record<LimitId, (trade: Trade) => Differing | undefined>> = {
  "pilot-province"({ seller, buyer }) {
    const [lot, site] = [provinceOf(seller.area) ?? unknown, provinceOf(buyer.area) ?? unknown];
    return lot === site && data.pilotProvinces.includes(lot) ? undefined : { rule: "province", lot, site };
  },
  "same-pool": ({ seller, buyer }) => differing("pool", seller.pool ?? unknown, buyer.pool ?? unknown, buyer.pool === undefined),
  "same-source-class": ({ seller, buyer }) => differing("sourceClass", seller.sourceClass, buyer.sourceClass),
  "thermal-power-apart": ({ seller, buyer }) => differing("thermalPower", String(seller.thermalPower), String(buyer.thermalPower)),
  "target-attained"({ day, pollutant, seller, buyer, missed }) {
    const targets = [pollutant, mediumOf(pollutant)];
    const found = missed.find(
      (each) => isWithin(each, day) && targets.includes(each.target) && covers(each.area, buyer.area) && !isEmittedIn(seller, each.area),
    );
    return found && { rule: "areaTarget", lot: seller.from === "reserve" ? "reserve" : seller.area, site: buyer.area, missed: found };
  },
};

/** Whether what is sold is emitted in an area already, so that its total stays the same. Nobody emits what is in a reserve. */
function isEmittedIn({ from, area }: SellingSide, missing: string): boolean {
  return from === "site" && covers(missing, area);
}

function differing(rule: string, lot: string, site: string, always = false): Differing | undefined {
  return always || lot !== site ? { rule, lot, site } : undefined;
}
