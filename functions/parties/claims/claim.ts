import type { Instant } from "../../../shared/kernel/clock.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { licenceClaimKey } from "../../../shared/members/sites.ts";
import type { Key } from "../../../shared/store/client.ts";
import { integer, oneOf, optional, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import { claimKinds } from "../contract-claims.ts";
import type { PartiesRefusal } from "../problems.ts";

const claimFields = {
  kind: oneOf(...claimKinds),
  number: text,
  state: oneOf("held", "reserved", "free"),
  /** While held: the party, and the site if it is a licence. */
  partyId: optional(text),
  siteId: optional(text),
  /** While reserved: the person (code) or party (licence) that it is reserved for, and until when; for good when absent. */
  reservedFor: optional(text),
  reservedUntil: optional(text),
  version: integer,
};
/** A credit code or licence number in use. Its row is never deleted, so that its versions order all that happens to it. */
export type Claim = RowOf<typeof claimFields>;
/** Kind of such a number. */
export type ClaimKind = Claim["kind"];
/** Rows of claims. */
export const claimCodec = rowCodec(claimFields);

/** Key of a claim. */
export function claimKey(kind: ClaimKind, number: string): Key {
  return kind === "licence" ? licenceClaimKey(number) : { pk: `code#${number}`, sk: "code" };
}

/** Who takes a number: the one it must be reserved for, if it is reserved, and the party or site that holds it from now on. */
export interface Taking {
  readonly kind: ClaimKind;
  readonly number: string;
  readonly by: string;
  readonly partyId: string;
  readonly siteId?: string;
  readonly at: Instant;
}

/** The claim after somebody took it; refused while another holds it or it is reserved for somebody else. */
export function takenClaim(current: Claim | undefined, { kind, number, by, partyId, siteId, at }: Taking): Outcome<Claim, PartiesRefusal> {
  const { state, reservedFor, reservedUntil, version = 0 } = current ?? {};
  if (state === "held") return refuse(heldRefusal(kind, number));
  const stillReserved = state === "reserved" && (reservedUntil === undefined || at < reservedUntil);
  if (stillReserved && reservedFor !== by)
    return refuse({ code: "number-reserved", number, ...(reservedUntil && { until: reservedUntil }) });
  return accept({ kind, number, state: "held", partyId, ...(siteId !== undefined && { siteId }), version: version + 1 });
}

function heldRefusal(kind: ClaimKind, number: string): PartiesRefusal {
  return kind === "licence"
    ? { code: "licence-registered", licenceNumber: number }
    : { code: "credit-code-registered", creditCode: number };
}

/** The claim after its holder let it go. */
export function freedClaim({ kind, number, version }: Claim): Claim {
  return { kind, number, state: "free", version: version + 1 };
}

/** The claim after it was taken from its holder for somebody else, who alone may take it until then. */
export function reservedClaim({ kind, number, version }: Claim, reservedFor: string, reservedUntil?: Instant): Claim {
  return { kind, number, state: "reserved", reservedFor, ...(reservedUntil !== undefined && { reservedUntil }), version: version + 1 };
}

/** Whether a party holds the claim. */
export function isHeldBy(claim: Claim | undefined, partyId: string): claim is Claim {
  return claim?.state === "held" && claim.partyId === partyId;
}

/** Whether the claim is reserved for a person or party. */
export function isReservedFor(claim: Claim | undefined, by: string): boolean {
  return claim?.state === "reserved" && claim.reservedFor === by;
}
