import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { decideBy, renewalDueOn, validityOf } from "../../../shared/members/licence-in-force.ts";
import type { LicenceRenewal } from "../../../shared/members/licence-renewal.ts";
import { renewalRules } from "../../../shared/members/licence-rules.ts";
import type { Site } from "../../../shared/members/sites.ts";
import { partiesLifecycles } from "../lifecycles.ts";
import type { ApplicationDayRule, LicenceRefusal } from "../problems-licences.ts";

/** The application about a site's licence that waits for the decision; undefined if there is none, or it is about another validity. */
export function pendingRenewal(site: Site): Extract<LicenceRenewal, { readonly state: "applied" }> | undefined {
  const { renewal } = site;
  return renewal?.state === "applied" && renewal.renews === validityOf(site)?.until ? renewal : undefined;
}

/** A day on which a renewal is said to have been applied for, and whether the bureau says so. */
export interface ApplicationDay {
  readonly appliedOn: PlainDate;
  readonly byBureau: boolean;
  readonly today: PlainDate;
}

/**
 * The site after its licence's renewal was applied for. The holder applies today, the bureau records the day on which an application reached
 * it. Late applications are recorded as well, but do not keep the licence in force; after its end there is nothing to renew.
 */
export function appliedFor(site: Site, { appliedOn, byBureau, today }: ApplicationDay): Outcome<Site, LicenceRefusal> {
  if (site.state === "licence-lost") return refuse({ code: "licence-lost", licenceNumber: site.licenceNumber });
  const validity = validityOf(site);
  if (!validity) return refuse({ code: "licence-not-confirmed", siteId: site.siteId });
  const waiting = pendingRenewal(site);
  if (waiting) return refuse({ code: "renewal-pending", appliedOn: waiting.appliedOn, decideBy: decideBy(waiting) });
  const { from, until } = validity;
  const broken: readonly (readonly [ApplicationDayRule, boolean])[] = [
    ["recorded-by-bureau-only", !byBureau && appliedOn !== today],
    ["in-future", appliedOn > today],
    ["before-validity", appliedOn < from],
    ["after-expiry", appliedOn > until],
  ];
  const rule = broken.find(([, applies]) => applies)?.[0];
  const { source } = renewalRules;
  if (rule) return refuse({ code: "application-day-invalid", rule, appliedOn, applyBy: renewalDueOn(until), validUntil: until, source });
  return accept({ ...site, renewal: { state: "applied", appliedOn, renews: until }, version: site.version + 1 });
}

/** The site after the bureau decided about its licence's renewal: with the new validity, or with the old one that ends. */
export function renewalDecided(
  site: Site,
  granted: { readonly licenceValidFrom: PlainDate; readonly licenceValidUntil: PlainDate } | undefined,
  decidedOn: PlainDate,
): Outcome<Site, LicenceRefusal> {
  if (site.state === "licence-lost") return refuse({ code: "licence-lost", licenceNumber: site.licenceNumber });
  const waiting = pendingRenewal(site);
  const validity = validityOf(site);
  if (!waiting || !validity) return refuse({ code: "renewal-not-pending", siteId: site.siteId });
  const { appliedOn, renews } = waiting;
  const decided = { appliedOn, renews, decidedOn };
  const version = site.version + 1;
  const guard = granted ? "renewal-not-longer" : "no new validity is named";
  const state = stateAfter(partiesLifecycles.renewal, waiting.state, "decideLicenceRenewal", guard);
  if (!granted || state !== "granted") return accept({ ...site, renewal: { state: "refused", ...decided }, version });
  if (granted.licenceValidUntil <= renews)
    return refuse({ code: "renewal-not-longer", validUntil: renews, licenceValidUntil: granted.licenceValidUntil });
  const { confirmedValidFrom: _from, confirmedValidUntil: _until, ...rest } = site;
  return accept({ ...rest, ...granted, renewal: { state, ...decided, formerValidFrom: validity.from }, version });
}
