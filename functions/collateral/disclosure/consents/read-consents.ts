import type { Call } from "../../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import type { DisclosurePorts } from "../ports.ts";
import type { consentEndpoints } from "./contract.ts";
import type { ConsentTerms } from "./rows.ts";
import { consentView, requestView } from "./views.ts";

/** Whether a member is one of the two sides. */
function isBetween({ partyId, bankId }: Pick<ConsentTerms, "partyId" | "bankId">, member: string): boolean {
  return partyId === member || bankId === member;
}

/** Lists requests for consents. */
export async function listConsentRequests({ own }: DisclosurePorts, { caller, query }: Call<typeof consentEndpoints.listConsentRequests>) {
  const list = caller.role === "bank" ? own.consentRequestsOfBank : own.consentRequestsToFirm;
  const page = await list(caller.partyId, query);
  return accept({ response: { ...page, items: page.items.map(requestView) } });
}

/** Reads a request for a consent. */
export async function readConsentRequest({ own }: DisclosurePorts, { caller, params }: Call<typeof consentEndpoints.readConsentRequest>) {
  const request = await own.consentRequest(params.requestId);
  return request && isBetween(request, caller.partyId) ? accept({ response: requestView(request) }) : refuse({ code: "not-found" });
}

/** Lists consents. */
export async function listConsents({ own, clock }: DisclosurePorts, { caller, query }: Call<typeof consentEndpoints.listConsents>) {
  const list = caller.role === "bank" ? own.consentsToBank : own.consentsOfFirm;
  const page = await list(caller.partyId, query);
  const at = clock.now();
  return accept({ response: { ...page, items: page.items.map((consent) => consentView(consent, at)) } });
}

/** Reads a consent. */
export async function readConsent({ own, clock }: DisclosurePorts, { caller, params }: Call<typeof consentEndpoints.readConsent>) {
  const consent = await own.consent(params.consentId);
  return consent && isBetween(consent, caller.partyId)
    ? accept({ response: consentView(consent, clock.now()) })
    : refuse({ code: "not-found" });
}
