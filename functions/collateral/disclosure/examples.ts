import type { Examples } from "../../../shared/http/examples.ts";
import { greenBank, mill, savingsBank, steel, story } from "../../story.ts";
import type { disclosureEndpoints } from "./contract.ts";

const requestId = "0195a1b2-1a00-7000-8000-000000000001";
const refusedRequestId = "0195a1b2-1a00-7000-8000-000000000002";
const withdrawnRequestId = "0195a1b2-1a00-7000-8000-000000000003";
/** The consent under which the green bank reads and checks. */
export const consentId = "0195a1b2-1b00-7000-8000-000000000001";
/** The one under which the savings bank checks. */
export const savingsConsentId = "0195a1b2-1b00-7000-8000-000000000002";
const accidentId = "0195a1b2-1c00-7000-8000-000000000001";
const days = { from: "2026-03-02", until: "2026-09-01" } as const;
const terms = { kinds: ["balances", "pledgeability", "values"], classes: ["permit"], ...days, purpose: "Review of a loan" } as const;
const asked = { creditCode: mill.creditCode, ...terms, kinds: [...terms.kinds], classes: [...terms.classes] };
const between = {
  ...{ partyId: mill.partyId, partyName: mill.name, creditCode: mill.creditCode, area: "420704" },
  ...{ bankId: greenBank.partyId, bankName: greenBank.name, bankCode: greenBank.creditCode },
  ...{ ...terms, kinds: [...terms.kinds], classes: [...terms.classes] },
};
const requested = { ...between, state: "requested", requestedAt: story.afterwards } as const;

/** Examples of disclosure: the green bank asks to read what the mill can pledge, and the mill consents. */
export const disclosureExamples: Examples<typeof disclosureEndpoints> = {
  requestConsent: {
    bank: { summary: "The green bank asks for the mill's consent", body: asked, response: { requestId, ...requested } },
    more: {
      ...{ by: greenBank.persona, summary: "It asks for more", body: { ...asked, purpose: "Review of everything" } },
      response: { requestId: refusedRequestId, ...requested, purpose: "Review of everything" },
    },
    again: {
      ...{ by: greenBank.persona, summary: "It asks once too often", body: { ...asked, purpose: "Review of nothing" } },
      response: { requestId: withdrawnRequestId, ...requested, purpose: "Review of nothing" },
    },
  },
  decideConsentRequest: {
    mill: { summary: "The mill agrees", params: { requestId }, body: { granted: true, reason: "We apply for a loan" } },
    refused: {
      ...{ by: mill.persona, summary: "The mill does not agree to more", params: { requestId: refusedRequestId } },
      body: { granted: false, reason: "Not needed for the loan" },
    },
  },
  withdrawConsentRequest: { bank: { summary: "The bank withdraws what it need not ask", params: { requestId: withdrawnRequestId } } },
  listConsentRequests: {
    bank: { summary: "What the green bank asked for" },
    mill: { summary: "What the mill was asked for" },
  },
  readConsentRequest: { mill: { summary: "A request and its answer", params: { requestId } } },
  grantConsent: {
    mill: {
      summary: "The mill consents of its own accord, for one site: its balances, and whether they can be pledged",
      body: { bankCode: greenBank.creditCode, ...terms, kinds: ["balances", "pledgeability"], classes: ["permit"], siteIds: [mill.siteId] },
      response: {
        ...{ consentId, ...between, kinds: ["balances", "pledgeability"], siteIds: [mill.siteId] },
        ...{ state: "granted", inForce: true, grantedAt: story.afterwards },
      },
    },
    savings: {
      by: mill.persona,
      summary: "The mill consents that the savings bank checks what it could lend on",
      body: { bankCode: savingsBank.creditCode, ...terms, kinds: ["balances", "pledgeability"], classes: ["permit"] },
      response: {
        ...{ consentId: savingsConsentId, ...between, kinds: ["balances", "pledgeability"] },
        ...{ bankId: savingsBank.partyId, bankName: savingsBank.name, bankCode: savingsBank.creditCode },
        ...{ state: "granted", inForce: true, grantedAt: story.afterwards },
      },
    },
  },
  revokeConsent: { mill: { summary: "The mill revokes its consent", params: { consentId }, body: { reason: "The loan is not needed" } } },
  listConsents: { bank: { summary: "Consents that the green bank was given" }, mill: { summary: "Consents that the mill gave" } },
  readConsent: { bank: { summary: "What the consent covers", params: { consentId } } },
  readPledgeable: {
    bank: { summary: "The green bank reads balances at the site", params: { consentId }, query: { purpose: "Review of a loan" } },
  },
  listOwnPledgeable: { mill: { summary: "What the mill can pledge, also if prices fall by 20 %", query: { stressPercent: "20" } } },
  listReadings: { mill: { summary: "Who read the mill's data" } },
  recordAccident: {
    bureau: {
      summary: "A major accident at the steelworks",
      body: {
        ...{ partyId: steel.partyId, siteId: steel.siteId, happenedOn: "2025-05-20" },
        ...{ documentNumber: "EZ-2025-31", reason: "Discharge of untreated water" },
      },
      response: {
        ...{ accidentId, partyId: steel.partyId, partyName: steel.name, creditCode: steel.creditCode, siteId: steel.siteId },
        ...{ siteName: "Works 1", area: "420704", happenedOn: "2025-05-20", documentNumber: "EZ-2025-31" },
        ...{ reason: "Discharge of untreated water", state: "recorded", excludesUntil: "2028-05-20", recordedAt: story.afterwards },
      },
    },
  },
  withdrawAccident: {
    bureau: { summary: "It was no major one", params: { accidentId }, body: { documentNumber: "EZ-2026-8", reason: "Found to be minor" } },
  },
  listAccidents: { bureau: { summary: "Accidents in the city" } },
  readAccident: { steel: { summary: "What was recorded of the steelworks", params: { accidentId } } },
};
