import type { Role } from "../kernel/endpoint.ts";

/** The role that the people of a party act in, by the type of the party. */
export const roleOfType = {
  enterprise: "enterprise",
  bank: "bank",
  verifier: "verifier",
  bureau: "regulator",
  district: "district",
  operator: "operator",
} as const satisfies Record<string, Role>;
/** Type of a party. */
export type PartyType = keyof typeof roleOfType;
/** Types of parties. */
export const partyTypes = Object.keys(roleOfType) as [PartyType, ...PartyType[]];

/** Standing of a party with the exchange; only an admitted party may act. */
export const standings = ["applied", "admitted", "suspended", "refused"] as const;
/** Source classes of sites: permits are not traded between classes. */
export const sourceClasses = ["industrial", "agricultural", "domestic", "other"] as const;
/** States of a site: what its holder declared, until the bureau has confirmed or corrected it. */
export const siteStates = ["unconfirmed", "confirmed"] as const;
