import type { PlainDate } from "../../shared/kernel/calendar.ts";
import { decideBy, isInTime, licenceInForce } from "../../shared/members/licence-in-force.ts";
import type { LicenceRenewal } from "../../shared/members/licence-renewal.ts";
import type { Party } from "../../shared/members/members.ts";
import type { Site } from "../../shared/members/sites.ts";
import type { LicenceChange } from "./licences/licence-store.ts";

/** A party as the API returns it. */
export function partyView({
  version: _version,
  people: _people,
  representatives: _representatives,
  exclusions,
  secondPersonFor,
  ...party
}: Party) {
  return { ...party, exclusions: [...exclusions], secondPersonFor: [...secondPersonFor] };
}

/** A site as the API returns it on a day. */
export function siteView({ version: _version, remindedOf: _remindedOf, renewal, ...site }: Site, today: PlainDate) {
  return {
    ...site,
    licenceInForce: licenceInForce({ ...site, renewal }, today),
    ...(renewal && { renewal: renewalView(renewal, today) }),
  };
}

/** A renewal as the API returns it on a day: an application is overdue from the day after the last one on which it is decided in time. */
function renewalView(renewal: LicenceRenewal, today: PlainDate) {
  const { state, appliedOn, renews } = renewal;
  const last = decideBy(renewal);
  return {
    ...{ state, appliedOn, renews, inTime: isInTime(renewal), decideBy: last, overdue: state === "applied" && today > last },
    ...(renewal.state !== "applied" && { decidedOn: renewal.decidedOn }),
  };
}

/** A change of a licence as the API returns it. */
export function licenceChangeView({ partyId: _partyId, ...change }: LicenceChange) {
  return change;
}

/** What facts say of a site, with the name and the code of its holder as of then. */
export function siteStated(site: Site, holder: Party) {
  const { siteId, partyId, name, licenceNumber, licenceValidFrom, licenceValidUntil, area, basin, sourceClass, thermalPower } = site;
  const particulars = { licenceValidFrom, licenceValidUntil, area, basin, sourceClass, thermalPower };
  return { siteId, partyId, name, licenceNumber, ...particulars, partyName: holder.name, creditCode: holder.creditCode };
}
