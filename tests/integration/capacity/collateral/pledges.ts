import type { CapacityRows } from "../../../support/capacity.ts";
import { freshCreditCode, givenMember } from "../../../support/members.ts";
import { draftOf, givenFirm, givenPermits, stepOf } from "../../../support/registered-pledge.ts";

const instrument = "permit/SO2/ezhou/2036-01/2040-12";

const because =
  "the pledge, its version and the fact about it name all its parties and documents, and a register and its line what lies there: each passes a kilobyte";

/** A pledge on free permits and another behind it, from the draft to the end. */
export const pledgesCapacity: CapacityRows = {
  async measure({ house, call, measure, measureRefused }) {
    const firm = await givenFirm(house);
    const account = await givenPermits(house, firm, instrument, "100");
    const [bank, junior] = [
      await givenMember(house.engine, { role: "bank", party: { creditCode: freshCreditCode() } }),
      await givenMember(house.engine, { role: "bank", party: { creditCode: freshCreditCode() } }),
    ];
    const draft = (as: string, part: object, more: object = {}) => draftOf(house, as, firm, { account, instrument, ...part }, more);
    const refused = await call(draft(bank.subject, { quantity: "1" }));
    await measure("refusePledge", stepOf(firm.subject, refused.pledgeId, "refusal", { reason: "no" }));
    await measureRefused("draftPledge (refused)", draft(bank.subject, { quantity: "101" }));
    const { pledgeId } = await measure("draftPledge", draft(bank.subject, { quantity: "10" }));
    await measure("confirmPledge", stepOf(firm.subject, pledgeId, "confirmation"));
    const first = await measure("registerPledge", stepOf(bank.subject, pledgeId, "registration"));
    const [slice] = first.slices as readonly { readonly sliceId: string }[];
    const { number } = first.registered as { readonly number: string };
    const behind = await call(draft(junior.subject, { quantity: "4", sliceId: slice?.sliceId }, { acceptedSeniors: [number] }));
    await call(stepOf(firm.subject, behind.pledgeId, "confirmation"));
    await measure("registerPledge (behind another)", stepOf(junior.subject, behind.pledgeId, "registration"));
    const parts = [{ account, instrument, sliceId: slice?.sliceId, quantity: "1" }];
    await measure("releasePledgePart", stepOf(bank.subject, pledgeId, "releases", { parts, reason: "repaid in part" }));
    await measure("cancelPledge", stepOf(bank.subject, pledgeId, "cancellation", { reason: "not drawn" }));
    return {};
  },
  above: {
    refusePledge: { units: 6, because },
    "draftPledge (refused)": {
      units: 2,
      because: "the row of the log says what was asked and told in both languages, and passes a kilobyte",
    },
    draftPledge: { units: 6, because },
    confirmPledge: { units: 6, because },
    registerPledge: { units: 8, because },
    "registerPledge (behind another)": { units: 12, because },
    releasePledgePart: { units: 12, because },
    cancelPledge: { units: 10, because },
  },
  unmeasured: {},
};
