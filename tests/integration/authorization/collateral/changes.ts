import { givenMember } from "../../../support/members.ts";
import type { AuthorizationRows } from "../../../support/ownership.ts";
import { draftOf, givenPermits, stepOf } from "../../../support/registered-pledge.ts";

const instrument = "permit/COD/ezhou/2028-01/2032-12";
const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const reason = { reason: "as agreed" };
const change = { extension: { until: "2029-02-28" }, documentSha256: sha, ...reason };
const judgment = { court: "Court", caseNumber: "E07-12", documentNumber: "J-12", documentSha256: sha, ...reason };
const shown = {
  ...{ at: "2026-03-02T00:30:00.000Z", until: "2028-06-30", proofSha256: sha, amountCny: "1000" },
  ...{ bankCreditCode: "91420700MA0000103W", pledgorCreditCode: "91420700MA0000015E", pledgorName: "A" },
};

/** Changes belong to the bank, the pledgor and who has to agree; objections to who entered them, besides both sides. */
export const changesAuthorization: AuthorizationRows = {
  ownership: {
    proposePledgeChange: { body: change },
    agreePledgeChange: {},
    refusePledgeChange: { body: reason },
    readPledgeChange: {},
    listPledgeChanges: {},
    amendFiling: { body: shown },
    notifyPledgeObjection: { body: { notifiedOn: "2026-03-02", noticeSha256: sha } },
    provePledgeSuit: { body: { court: "Court", caseNumber: "E07-12", suitProofSha256: sha } },
    withdrawPledgeObjection: {},
    dismissPledgeObjection: { body: judgment },
    revokePledge: { body: judgment },
    readPledgeObjection: {},
    listPledgeObjections: {},
  },
  async given(house, owner) {
    const { engine, call } = house;
    const account = await givenPermits(house, owner, instrument, "10");
    const bank = await givenMember(engine, { role: "bank" });
    const done = async (request: Parameters<typeof call>[0]) => {
      const answer = await call(request);
      if (answer.status >= 300) throw new Error(answer.text);
      return answer.body;
    };
    const { pledgeId } = await done(draftOf(house, bank.subject, owner, { account, instrument, quantity: "6" }));
    await done(stepOf(owner.subject, pledgeId, "confirmation"));
    const { registered } = await done(stepOf(bank.subject, pledgeId, "registration"));
    const { changeId } = await done(stepOf(bank.subject, pledgeId, "changes", change));
    const { number: registrationNumber } = registered as { readonly number: string };
    const objection = { registrationNumber, documentSha256: sha, ...reason };
    const { objectionId } = await done({ as: owner.subject, method: "POST", path: "/collateral/objections", body: objection });
    return { changeId: String(changeId), objectionId: String(objectionId) };
  },
};
