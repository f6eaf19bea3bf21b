import { randomUUID } from "node:crypto";
import { dayOf } from "../../../../shared/kernel/calendar.ts";
import type { CapacityRows } from "../../../support/capacity.ts";
import { freshCreditCode, givenMember } from "../../../support/members.ts";
import { draftOf, filingOf, givenFirm, givenPermits, stepOf } from "../../../support/registered-pledge.ts";

const instrument = "permit/SO2/ezhou/2037-01/2041-12";

const because = "as with pledges: the pledge, its version, the facts about it and the registers pass a kilobyte each";

/** A pledge is filed, disbursed and repaid. */
export const filingCapacity: CapacityRows = {
  async measure({ house, call, measure }) {
    const firm = await givenFirm(house);
    const account = await givenPermits(house, firm, instrument, "100");
    const { subject: bank, party } = await givenMember(house.engine, { role: "bank", party: { creditCode: freshCreditCode() } });
    const { pledgeId } = await call(draftOf(house, bank, firm, { account, instrument, quantity: "10" }));
    await call(stepOf(firm.subject, pledgeId, "confirmation"));
    await call(stepOf(bank, pledgeId, "registration"));
    const today = dayOf(house.clock.now());
    await measure("filePledge", stepOf(bank, pledgeId, "filings", { ...filingOf(house, party), number: randomUUID() }));
    const paid = { amountCny: "1000", loanNumber: "L-1" };
    await measure("recordDisbursement", stepOf(bank, pledgeId, "disbursements", { ...paid, disbursedOn: today }));
    await measure("recordRepayment", stepOf(bank, pledgeId, "repayments", { ...paid, repaidOn: today }));
    await measure("cancelPledge (repaid)", stepOf(bank, pledgeId, "cancellation", { reason: "repaid" }));
    return {};
  },
  above: {
    filePledge: { units: 10, because },
    recordDisbursement: { units: 8, because },
    recordRepayment: { units: 10, because },
    "cancelPledge (repaid)": { units: 10, because },
  },
  unmeasured: {},
};
