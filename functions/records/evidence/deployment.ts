import { objects, table } from "../../../shared/deployment/grants.ts";

/** What the API function that serves evidence of auctions may do for them, beyond what all API functions of records may. */
export const evidenceGrants = [table("Records", ["Query"], ["auction#*"])] as const;

/** What the job may do that writes evidence bags, beyond what sealed exports take. */
export const evidenceBagGrants = [
  table("Records", ["Query"], ["auction#*", "entries-of#*"]),
  table("Seals", ["GetItem"], ["sealed#*"]),
  objects("Manifests", ["GetObject"], ["manifests/*", "results/*"]),
] as const;

/** Consumers and jobs of evidence of auctions: the job of exports writes bags. */
export const evidenceFunctions = {} as const;
