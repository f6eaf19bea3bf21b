import { freshCreditCode, givenCodeClaim, givenMember } from "../../../support/members.ts";
import type { AuthorizationRows } from "../../../support/ownership.ts";

const terms = { kinds: ["balances"], classes: ["permit"], from: "2026-03-01", until: "2026-12-31", purpose: "a loan" };
/** Named by a parameter that requests for a second person have as well. */
const ofRequest = { requestId: "none" };
const document = { documentNumber: "EZ-1", reason: "as decided" };

/** Consents are between a firm and a bank, and accidents belong to a member and the authorities of its area. */
export const disclosureAuthorization: AuthorizationRows = {
  ownership: {
    decideConsentRequest: { params: ofRequest, body: { granted: true, reason: "agreed" } },
    withdrawConsentRequest: { params: ofRequest },
    readConsentRequest: { params: ofRequest },
    revokeConsent: { body: { reason: "not needed" } },
    readConsent: {},
    readPledgeable: { query: () => ({ purpose: "a loan" }) },
    withdrawAccident: { body: document },
    readAccident: {},
  },
  async given({ engine, call, regulator }, { subject, partyId }) {
    const [firmCode, bankCode] = [freshCreditCode(), freshCreditCode()];
    const bank = await givenMember(engine, { role: "bank", party: { creditCode: bankCode } });
    await givenCodeClaim(engine, { creditCode: bankCode, partyId: bank.partyId });
    await givenCodeClaim(engine, { creditCode: firmCode, partyId });
    const done = async (as: string, path: string, body: object): Promise<Record<string, unknown>> => {
      const answer = await call({ as, method: "POST", path, body });
      if (answer.status > 201) throw new Error(answer.text);
      return answer.body;
    };
    const request = await done(bank.subject, "/collateral/consent-requests", { creditCode: firmCode, ...terms });
    ofRequest.requestId = String(request.requestId);
    const { consentId } = await done(subject, "/collateral/consents", { bankCode, ...terms });
    const accident = { partyId, happenedOn: "2026-01-05", ...document };
    const { accidentId } = await done(regulator, "/collateral/accidents", accident);
    return { consentId: String(consentId), accidentId: String(accidentId) };
  },
};
