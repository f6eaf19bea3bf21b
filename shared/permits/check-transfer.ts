import type { PlainDate } from "../kernel/calendar.ts";
import type { LimitReader } from "./limit-facts.ts";
import { poolOf } from "./pools.ts";
import type { SellingSide, Trade, TradingSide } from "./trading-limits.ts";

/** A site as far as the limits need it. */
export interface TradingSite {
  readonly siteId: string;
  readonly partyId: string;
  readonly area: string;
  readonly basin: string;
  readonly sourceClass: string;
  readonly thermalPower: boolean;
}

/** A site as a side of a trade in a pollutant. */
export function sideOf(pollutant: string, site: TradingSite): TradingSide & { readonly siteId: string } {
  const { siteId, area, sourceClass, thermalPower } = site;
  return { siteId, area, sourceClass, thermalPower, pool: poolOf(pollutant, site) };
}

/**
 * A transfer of permits to a site on a day, with all that the bureau has stated about it until now: what `brokenLimits` decides on. Whoever
 * moves permits to a site of another holder, or sells them out of the reserve, asks this first.
 */
export async function transferTo(
  reader: LimitReader,
  {
    day,
    pollutant,
    seller,
    site,
  }: { readonly day: PlainDate; readonly pollutant: string; readonly seller: SellingSide; readonly site: TradingSite },
): Promise<Trade> {
  return { day, pollutant, seller, buyer: sideOf(pollutant, site), ...(await reader.limitsOn(site)) };
}
