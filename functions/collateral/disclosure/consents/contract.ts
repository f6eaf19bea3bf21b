import * as z from "zod";
import { endpoint } from "../../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../../shared/kernel/fact.ts";
import { field } from "../../../../shared/kernel/fields.ts";
import { id, pageOf, pageQuery, reasonGiven } from "../../../../shared/kernel/schemas.ts";
import { codeOfMember, consent, consentRequest, consentStated, consentTerms, requestStated } from "./shapes.ts";

const termRefusals = ["consent-too-long", "consent-days-over"] as const;
const ofRequest = z.object({ requestId: id });
const ofConsent = z.object({ consentId: id });

/** The endpoints of consents. */
export const consentEndpoints = {
  requestConsent: endpoint({
    operationId: "requestConsent",
    method: "POST",
    path: "/collateral/consent-requests",
    summary: "Asks a firm for its consent to be read by the bank; nothing may be read before the firm grants it.",
    roles: ["bank"],
    body: z.object({ creditCode: codeOfMember.describe("The firm's unified social credit code"), ...consentTerms }),
    response: consentRequest,
    refusals: ["no-such-firm", ...termRefusals],
    creates: "/collateral/consent-requests/{requestId}",
  }),
  decideConsentRequest: endpoint({
    operationId: "decideConsentRequest",
    method: "POST",
    path: "/collateral/consent-requests/{requestId}/decision",
    summary:
      "Grants or refuses what a bank asked for, as it was asked; to consent to less, the firm refuses and grants a consent of its own.",
    roles: ["enterprise"],
    secondPerson: { choice: "pledges" },
    params: ofRequest,
    body: z.object({ granted: z.boolean().describe("Whether the firm consents"), reason: reasonGiven }),
    response: consentRequest,
    refusals: ["wrong-state", "consent-site-unknown", ...termRefusals],
  }),
  withdrawConsentRequest: endpoint({
    operationId: "withdrawConsentRequest",
    method: "POST",
    path: "/collateral/consent-requests/{requestId}/withdrawal",
    summary: "Withdraws a request that the firm has not answered.",
    roles: ["bank"],
    params: ofRequest,
    response: consentRequest,
    refusals: ["wrong-state"],
  }),
  listConsentRequests: endpoint({
    operationId: "listConsentRequests",
    method: "GET",
    path: "/collateral/consent-requests",
    summary: "Lists requests for consents, newest first: a firm those made to it, a bank its own.",
    roles: ["enterprise", "bank"],
    query: pageQuery,
    response: pageOf(consentRequest),
    refusals: [],
  }),
  readConsentRequest: endpoint({
    operationId: "readConsentRequest",
    method: "GET",
    path: "/collateral/consent-requests/{requestId}",
    summary: "Reads a request for a consent: the firm and the bank that it is between.",
    roles: ["enterprise", "bank"],
    params: ofRequest,
    response: consentRequest,
    refusals: [],
  }),
  grantConsent: endpoint({
    operationId: "grantConsent",
    method: "POST",
    path: "/collateral/consents",
    summary: "Consents that a bank reads what the firm can pledge, limited to kinds, classes, sites and days; revocable at any time.",
    roles: ["enterprise"],
    secondPerson: { choice: "pledges" },
    body: z.object({ bankCode: codeOfMember.describe("The bank's unified social credit code"), ...consentTerms }),
    response: consent,
    refusals: ["no-such-bank", "consent-site-unknown", ...termRefusals],
    creates: "/collateral/consents/{consentId}",
  }),
  revokeConsent: endpoint({
    operationId: "revokeConsent",
    method: "POST",
    path: "/collateral/consents/{consentId}/revocation",
    summary: "Revokes a consent at once, by one person: no reading is answered under it from then on.",
    roles: ["enterprise"],
    params: ofConsent,
    body: z.object({ reason: reasonGiven }),
    response: consent,
    refusals: ["wrong-state"],
  }),
  listConsents: endpoint({
    operationId: "listConsents",
    method: "GET",
    path: "/collateral/consents",
    summary: "Lists consents, newest first: a firm those that it gave, a bank those that it was given.",
    roles: ["enterprise", "bank"],
    query: pageQuery,
    response: pageOf(consent),
    refusals: [],
  }),
  readConsent: endpoint({
    operationId: "readConsent",
    method: "GET",
    path: "/collateral/consents/{consentId}",
    summary: "Reads a consent: the firm and the bank that it is between.",
    roles: ["enterprise", "bank"],
    params: ofConsent,
    response: consent,
    refusals: [],
  }),
} as const;

/** The facts of consents; both sides are told of each. */
export const consentFacts = {
  consentRequested: factSchema("consent-requested", 1, z.object(requestStated), "A bank asked a firm for its consent to be read."),
  consentRefused: factSchema(
    "consent-refused",
    1,
    z.object({ ...requestStated, reason: field.reason }),
    "A firm refused the consent that a bank asked for.",
  ),
  consentRequestWithdrawn: factSchema(
    "consent-request-withdrawn",
    1,
    z.object(requestStated),
    "A bank withdrew its request for a consent before the firm answered.",
  ),
  consentGranted: factSchema("consent-granted", 1, z.object(consentStated), "A firm consented that a bank reads what it can pledge."),
  consentRevoked: factSchema(
    "consent-revoked",
    1,
    z.object({ ...consentStated, reason: field.reason }),
    "A firm revoked a consent; it ended at once.",
  ),
} as const;
