import type { Site } from "../../../shared/members/sites.ts";

/** What can change about a site. The licence number and the holder can't: another licence or holder is another site. */
const changeable = ["name", "area", "basin", "sourceClass", "thermalPower", "licenceValidFrom", "licenceValidUntil"] as const;
/** The changeable part of a site. */
export type SiteParticulars = Pick<Site, (typeof changeable)[number]>;

/** The changeable part of a site, as facts state it before a change. */
export function particularsOf({
  name,
  area,
  basin,
  sourceClass,
  thermalPower,
  licenceValidFrom,
  licenceValidUntil,
}: Site): SiteParticulars {
  return { name, area, basin, sourceClass, thermalPower, licenceValidFrom, licenceValidUntil };
}

/** Names of the particulars in which two states of a site differ. */
export function differences(one: SiteParticulars, other: SiteParticulars): readonly string[] {
  return changeable.filter((name) => one[name] !== other[name]);
}
