import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import { type Decimal, isMultiple } from "../../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { type Licensed, licenceInForce } from "../../../shared/members/licence-in-force.ts";
import { renewalRules, undecidedSource } from "../../../shared/members/licence-rules.ts";
import type { Site } from "../../../shared/members/sites.ts";
import type { AuctionsRefusal } from "../problems.ts";
import type { Schedule, Terms } from "../terms.ts";
import { sourceOfRule } from "./rule-sources.ts";

/** Whether enrolment is open at an instant. */
export function checkEnrolmentOpen(
  auction: { readonly state: string; readonly schedule: Schedule },
  at: string,
): Outcome<true, AuctionsRefusal> {
  if (auction.state !== "announced") return refuse({ code: "auction-not-running", state: auction.state });
  const { enrolsUntil } = auction.schedule;
  return at < enrolsUntil ? accept(true) : refuse({ code: "enrolment-closed", enrolsUntil });
}

/** Whether the site can be used: confirmed as it is now. */
export function checkSiteConfirmed({ siteId, state }: Pick<Site, "siteId" | "state">): Outcome<true, AuctionsRefusal> {
  return state === "confirmed" ? accept(true) : refuse({ code: "site-not-confirmed", siteId });
}

/** Whether the site's licence is in force on a day. */
export function checkLicenceValid(site: Licensed & Pick<Site, "licenceNumber">, today: PlainDate): Outcome<true, AuctionsRefusal> {
  if (licenceInForce(site, today)) return accept(true);
  const { licenceNumber, licenceValidUntil } = site;
  return refuse({ code: "licence-expired", licenceNumber, licenceValidUntil, source: renewalRules.source, unlessSource: undecidedSource });
}

/** Whether the tonnes are on the step. */
export function checkStep({ quantityStep }: Terms, tonnes: Decimal): Outcome<true, AuctionsRefusal> {
  return isMultiple(tonnes, quantityStep)
    ? accept(true)
    : refuse({ code: "off-step", quantity: tonnes, quantityStep, source: sourceOfRule("tonnes-on-step") });
}

/** Whether the tonnes are within the lot. */
export function checkWithinLot({ lot }: Terms, tonnes: Decimal): Outcome<true, AuctionsRefusal> {
  return tonnes.gt(lot.quantity)
    ? refuse({ code: "above-lot", tonnes, quantity: lot.quantity, source: sourceOfRule("tonnes-within-lot") })
    : accept(true);
}
