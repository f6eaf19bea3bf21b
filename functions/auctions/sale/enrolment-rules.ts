import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import { type Decimal, isMultiple } from "../../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { type Licensed, licenceInForce } from "../../../shared/members/licence-in-force.ts";
import { renewalRules } from "../../../shared/members/licence-rules.ts";
import type { Site } from "../../../shared/members/sites.ts";
import { pollutants, poolOf } from "../../../shared/permits/pools.ts";
import type { AuctionsRefusal } from "../problems.ts";
import type { Schedule, Terms } from "../terms.ts";

/** The buying site, as far as the trading limits need it. */
export interface BuyingSite {
  readonly siteId: string;
  readonly area: string;
  readonly basin: string;
  readonly sourceClass: string;
  readonly thermalPower: boolean;
}

/** Whether enrolment is open at an instant. */
export function checkEnrolmentOpen(
  auction: { readonly state: string; readonly schedule: Schedule },
  at: string,
): Outcome<true, AuctionsRefusal> {
  if (auction.state !== "announced") return refuse({ code: "auction-not-running", state: auction.state });
  const { enrolsUntil } = auction.schedule;
  return at < enrolsUntil ? accept(true) : refuse({ code: "enrolment-closed", enrolsUntil });
}

/** Whether the site can be used: confirmed as it is now, under a licence that is in force. */
export function checkSiteUsable(site: Licensed & Pick<Site, "siteId" | "licenceNumber">, today: PlainDate): Outcome<true, AuctionsRefusal> {
  const { siteId, state, licenceNumber, licenceValidUntil } = site;
  if (state !== "confirmed") return refuse({ code: "site-not-confirmed", siteId });
  if (licenceInForce(site, today)) return accept(true);
  return refuse({ code: "licence-expired", licenceNumber, licenceValidUntil, source: renewalRules.source });
}

/** Whether the lot may be bought for the site: pool, source class and thermal power agree (trading limits 2 to 4 of Hubei). */
export function checkLotFits({ lot }: Terms, site: BuyingSite): Outcome<true, AuctionsRefusal> {
  const air = pollutants.find(({ code }) => code === lot.pollutant)?.medium === "air";
  const limits: readonly (readonly [string, string, string])[] = [
    ["pool", lot.pool, poolOf(lot.pollutant, site) ?? "-"],
    ["sourceClass", lot.sourceClass, site.sourceClass],
    // Thermal power does not trade air pollutants with other industries; there is no such limit for water pollutants.
    ["thermalPower", String(air && lot.thermalPower), String(air && site.thermalPower)],
  ];
  const broken = limits.find(([, wanted, found]) => wanted !== found);
  return broken ? refuse({ code: "lot-not-for-site", rule: broken[0], lot: broken[1], site: broken[2] }) : accept(true);
}

/** Whether the tonnes are on the step and within the lot. */
export function checkTonnes({ lot, quantityStep }: Terms, tonnes: Decimal): Outcome<true, AuctionsRefusal> {
  if (!isMultiple(tonnes, quantityStep)) return refuse({ code: "off-step", quantity: tonnes, quantityStep });
  return tonnes.gt(lot.quantity) ? refuse({ code: "above-lot", tonnes, quantity: lot.quantity }) : accept(true);
}
