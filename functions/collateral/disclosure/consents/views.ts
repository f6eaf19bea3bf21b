import type { Instant } from "../../../../shared/kernel/clock.ts";
import { isInForce } from "./consent-rules.ts";
import type { Consent, ConsentRequest, ConsentTerms } from "./rows.ts";

/** What is consented to, as answers and facts state it. */
export function termsStated(of: ConsentTerms) {
  const { partyId, partyName, creditCode, area, bankId, bankName, bankCode, kinds, classes, siteIds, from, until, purpose } = of;
  return {
    ...{ partyId, partyName, creditCode, area, bankId, bankName, bankCode, kinds: [...kinds], classes: [...classes] },
    ...(siteIds !== undefined && { siteIds: [...siteIds] }),
    ...{ from, until, purpose },
  };
}

/** A request as the API returns it. */
export function requestView(row: ConsentRequest) {
  const { requestId, state, requestedAt, decidedAt, reason, consentId } = row;
  return {
    ...{ requestId, ...termsStated(row), state, requestedAt },
    ...(decidedAt !== undefined && { decidedAt }),
    ...(reason !== undefined && { reason }),
    ...(consentId !== undefined && { consentId }),
  };
}

/** A consent as facts state it. */
export function stated(row: Consent) {
  const { consentId, requestId } = row;
  return { consentId, ...(requestId !== undefined && { requestId }), ...termsStated(row) };
}

/** A consent as the API returns it. */
export function consentView(row: Consent, at: Instant) {
  const { state, grantedAt, revokedAt, reason } = row;
  return {
    ...{ ...stated(row), state, inForce: isInForce(row, at), grantedAt },
    ...(revokedAt !== undefined && { revokedAt }),
    ...(reason !== undefined && { reason }),
  };
}
