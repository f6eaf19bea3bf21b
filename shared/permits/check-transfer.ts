import type { PlainDate } from "../kernel/calendar.ts";
import type { LimitReader } from "./limit-facts.ts";
import { poolOf } from "./pools.ts";
import { type BrokenLimit, brokenLimits, exceptionsUsed, type LimitException, type SellingSide, type Trade } from "./trading-limits.ts";

/** A site as far as the limits need it. */
export interface TradingSite {
  readonly siteId: string;
  readonly partyId: string;
  readonly area: string;
  readonly basin: string;
  readonly sourceClass: string;
  readonly thermalPower: boolean;
}

/** A transfer of a pollutant's permits to a site on a day. */
export interface Transfer {
  readonly day: PlainDate;
  readonly pollutant: string;
  readonly seller: SellingSide;
  readonly site: TradingSite;
}
/** What came out of the trading limits for a transfer. */
export interface CheckedTransfer {
  readonly trade: Trade;
  /** Every limit that it breaks; it may be made if there is none. */
  readonly broken: readonly BrokenLimit[];
  /** The exceptions that it rests on. */
  readonly exceptions: readonly LimitException[];
}

/**
 * Checks a transfer to a site against the trading limits, with all that the bureau has stated until now. Whoever sells permits out of the
 * reserve, or moves them to another holder's site, asks this first and records the exceptions; what is stated later changes nothing of it.
 */
export async function checkTransfer(reader: LimitReader, { day, pollutant, seller, site }: Transfer): Promise<CheckedTransfer> {
  const { siteId, area, sourceClass, thermalPower } = site;
  const buyer = { siteId, area, sourceClass, thermalPower, pool: poolOf(pollutant, site) };
  const trade: Trade = { day, pollutant, seller, buyer, ...(await reader.limitsOn(site)) };
  return { trade, broken: brokenLimits(trade), exceptions: exceptionsUsed(trade) };
}
