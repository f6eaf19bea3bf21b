import { randomUUID } from "node:crypto";
import { dayOf } from "../../../../shared/kernel/calendar.ts";
import type { CapacityRows } from "../../../support/capacity.ts";
import { freshCreditCode, givenCodeClaim, givenMember } from "../../../support/members.ts";
import { draftOf, filingOf, givenFirm, givenPermits, stepOf } from "../../../support/registered-pledge.ts";

const instrument = "permit/SO2/ezhou/2038-01/2042-12";
const documentSha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const why = { documentSha256, reason: "as agreed" };
const judgment = { court: "Court", caseNumber: "E07-12", documentNumber: "J-12", ...why };

const because =
  "as with pledges: the pledge with its objections, its version, the change or objection, the facts and the registers pass a kilobyte each";

/** A pledge is extended, gets further collateral, steps back, goes to another bank, is objected to and revoked. */
export const changesCapacity: CapacityRows = {
  async measure({ house, call, measure }) {
    const firm = await givenFirm(house);
    const account = await givenPermits(house, firm, instrument, "100");
    const member = () => givenMember(house.engine, { role: "bank", party: { creditCode: freshCreditCode() } });
    const [bank, junior, third] = [await member(), await member(), await member()];
    await givenCodeClaim(house.engine, third.party);
    const today = dayOf(house.clock.now());
    const registered = async (as: string, part: object, more: object = {}) => {
      const { pledgeId } = await call(draftOf(house, as, firm, { account, instrument, quantity: "10", ...part }, more));
      await call(stepOf(firm.subject, pledgeId, "confirmation"));
      return call(stepOf(as, pledgeId, "registration"));
    };
    const first = await registered(bank.subject, {});
    const numberOf = ({ registered: place }: Record<string, unknown>) => (place as { readonly number: string }).number;
    const [slice] = first.slices as readonly { readonly sliceId: string }[];
    const behind = await registered(junior.subject, { sliceId: slice?.sliceId }, { acceptedSeniors: [numberOf(first)] });
    const { pledgeId } = first;
    await call(stepOf(bank.subject, pledgeId, "filings", { ...filingOf(house, bank.party), number: randomUUID() }));
    const propose = (change: object) => stepOf(bank.subject, pledgeId, "changes", { ...change, ...why });
    const answer = (as: string, changeId: unknown, step = "agreement", body: object = {}) =>
      ({ as, method: "POST", path: `/collateral/pledge-changes/${String(changeId)}/${step}`, body }) as const;
    const { changeId } = await measure("proposePledgeChange", propose({ extension: { until: "2028-12-31" } }));
    await measure("agreePledgeChange", answer(firm.subject, changeId));
    const addition = { parts: [{ account, instrument, quantity: "5" }], appraisedCny: "150000", appraisedOn: today };
    const added = await call(propose({ addition }));
    await measure("agreePledgeChange (addition)", answer(firm.subject, added.changeId));
    const back = await call(propose({ subordination: { aheadNumber: numberOf(behind) } }));
    await measure("agreePledgeChange (subordination)", answer(junior.subject, back.changeId));
    const refused = await call(propose({ amendment: { contractNumber: "C-2" } }));
    await measure("refusePledgeChange", answer(firm.subject, refused.changeId, "refusal", { reason: "no" }));
    await measure("amendFiling", stepOf(bank.subject, pledgeId, "filing-amendments", filingOf(house, bank.party)));
    const handed = await call(propose({ assignment: { bankCreditCode: third.party.creditCode } }));
    await measure("agreePledgeChange (assignment)", answer(third.subject, handed.changeId));
    const object = (as: string) => {
      const body = { registrationNumber: numberOf(first), ...why };
      return { as, method: "POST", path: "/collateral/objections", body } as const;
    };
    const pursue = (as: string, id: unknown, step: string, body: object = {}) =>
      ({ as, method: "POST", path: `/collateral/objections/${String(id)}/${step}`, body }) as const;
    const { objectionId } = await measure("objectToPledge", object(junior.subject));
    await measure(
      "notifyPledgeObjection",
      pursue(junior.subject, objectionId, "notice", { notifiedOn: today, noticeSha256: documentSha256 }),
    );
    const suit = { court: "Court", caseNumber: "E07-12", suitProofSha256: documentSha256 };
    await measure("provePledgeSuit", pursue(junior.subject, objectionId, "suit", suit));
    await measure("dismissPledgeObjection", pursue(house.regulator, objectionId, "dismissal", judgment));
    const again = await call(object(junior.subject));
    await measure("withdrawPledgeObjection", pursue(junior.subject, again.objectionId, "withdrawal"));
    await call(object(junior.subject));
    await measure("revokePledge", stepOf(house.regulator, pledgeId, "revocation", judgment));
    return {};
  },
  above: {
    agreePledgeChange: { units: 4, because },
    "agreePledgeChange (addition)": { units: 14, because },
    "agreePledgeChange (assignment)": { units: 14, because },
    "agreePledgeChange (subordination)": { units: 12, because },
    amendFiling: { units: 18, because },
    objectToPledge: { units: 8, because },
    notifyPledgeObjection: { units: 10, because },
    provePledgeSuit: { units: 10, because },
    withdrawPledgeObjection: { units: 8, because },
    "dismissPledgeObjection, approved": { units: 10, because },
    "revokePledge, approved": { units: 16, because },
  },
  unmeasured: {},
};
