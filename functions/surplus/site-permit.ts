import { required } from "../../shared/kernel/invariant.ts";
import type { Party } from "../../shared/members/members.ts";
import type { Site } from "../../shared/members/sites.ts";
import { permitTerm } from "../../shared/permits/instruments.ts";
import { areaOfPool } from "../../shared/permits/pools.ts";

/** Names and numbers of a site's holder, kept as they are now. */
export function holderOf({ partyId, name: partyName, creditCode }: Party, { siteId, name: siteName, licenceNumber, area }: Site) {
  return { partyId, partyName, creditCode, siteId, siteName, licenceNumber, area };
}

/** How texts name a site. */
export function namesOf({ siteId, siteName, licenceNumber }: Pick<ReturnType<typeof holderOf>, "siteId" | "siteName" | "licenceNumber">) {
  return { siteId, siteName, licenceNumber };
}

/** The parts of a permit's name, and the area of its pool. */
export function permitParts(instrument: string) {
  const { pollutant, pool, from: firstMonth, to: lastMonth } = required(permitTerm(instrument), `term of ${instrument}`);
  return { instrument, pollutant, pool, poolArea: areaOfPool(pool), firstMonth, lastMonth };
}

/** The areas that something about a site's permit concerns: those of its pool and of its site. */
export function areasOf({ poolArea, area }: { readonly poolArea: string; readonly area: string }): string[] {
  return [...new Set([poolArea, area])];
}
