import { required } from "../../../../shared/kernel/invariant.ts";
import { membersIn } from "../../../../shared/members/members.ts";
import { openTable } from "../../../../shared/store/table.ts";
import type { CapacityRows } from "../../../support/capacity.ts";
import { freshCreditCode, givenCodeClaim, givenMember } from "../../../support/members.ts";

const terms = { kinds: ["balances", "values"], classes: ["permit"], from: "2026-03-01", until: "2026-12-31", purpose: "a loan" };
const document = { documentNumber: "EZ-1", reason: "as decided" };

/** A bank asks for consents, the firm answers and revokes, and an accident is recorded and withdrawn. */
export const disclosureCapacity: CapacityRows = {
  async measure({ house, made, call, measure }) {
    const { engine } = house;
    const [firm, partyId] = [made("person"), made("partyId")];
    const party = required(await membersIn(openTable(engine.dynamo, engine.tables.Parties)).party(partyId), "party of the person");
    const bankCode = freshCreditCode();
    const bank = await givenMember(engine, { role: "bank", party: { creditCode: bankCode } });
    await givenCodeClaim(engine, { creditCode: bankCode, partyId: bank.partyId });
    const asked = { creditCode: party.creditCode, ...terms };
    const asking = { as: bank.subject, method: "POST", path: "/collateral/consent-requests", body: asked } as const;
    const { requestId } = await measure("requestConsent", asking);
    const decided = { as: firm, method: "POST", path: `/collateral/consent-requests/${requestId}/decision` } as const;
    await measure("decideConsentRequest", { ...decided, body: { granted: true, reason: "agreed" } });
    const [other, spare] = [await call(asking), await call(asking)];
    const refusing = { ...decided, path: `/collateral/consent-requests/${other.requestId}/decision` };
    await measure("decideConsentRequest (refused)", { ...refusing, body: { granted: false, reason: "not now" } });
    const withdrawal = `/collateral/consent-requests/${spare.requestId}/withdrawal`;
    await measure("withdrawConsentRequest", { as: bank.subject, method: "POST", path: withdrawal });
    const grant = { as: firm, method: "POST", path: "/collateral/consents", body: { bankCode, ...terms } } as const;
    const { consentId } = await measure("grantConsent", grant);
    const revocation = { as: firm, method: "POST", path: `/collateral/consents/${consentId}/revocation` } as const;
    await measure("revokeConsent", { ...revocation, body: { reason: "not needed" } });
    const accident = { partyId, happenedOn: "2026-01-05", ...document };
    const recorded = await measure("recordAccident", {
      as: house.regulator,
      method: "POST",
      path: "/collateral/accidents",
      body: accident,
    });
    const path = `/collateral/accidents/${recorded.accidentId}/withdrawal`;
    await measure("withdrawAccident", { as: house.regulator, method: "POST", path, body: document });
    return {};
  },
  above: {},
  unmeasured: {},
};
