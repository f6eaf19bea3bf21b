import type { Dispute } from "./dispute.ts";

/** A dispute as the API returns it. */
export function disputeView({ version: _version, area: _area, claimantSubject: _subject, claimant: _claimant, ...dispute }: Dispute) {
  const { siteId, decision, ...rest } = dispute;
  return { ...rest, ...(siteId !== undefined && { siteId }), ...(decision && { decision }) };
}

/** Whom the facts about a dispute concern: the party that registered, and the claimant. */
export function concernedBy({ partyId, claimant, area }: Pick<Dispute, "partyId" | "claimant" | "area">) {
  return { parties: [partyId, claimant], areas: [area] };
}
