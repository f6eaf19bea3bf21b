import { givenMember } from "../../../support/members.ts";
import type { AuthorizationRows } from "../../../support/ownership.ts";
import { draftOf, givenPermits, stepOf } from "../../../support/registered-pledge.ts";

const instrument = "permit/SO2/ezhou/2028-01/2032-12";
const reason = { reason: "as agreed" };
/** Position and slice that only a release of its own bank may name. */
const part = { account: "site:another", instrument, sliceId: "none", quantity: "1" };

/** A pledge belongs to its bank, its pledgor and the authorities of its area; a register to the owner of the position. */
export const pledgesAuthorization: AuthorizationRows = {
  ownership: {
    confirmPledge: {},
    refusePledge: { body: reason },
    registerPledge: {},
    releasePledgePart: { body: { parts: [part], ...reason } },
    cancelPledge: { body: reason },
    readPledge: {},
    readRegister: { query: () => ({ instrument }) },
  },
  async given(house, owner) {
    const { engine, call } = house;
    const account = await givenPermits(house, owner, instrument, "10");
    const bank = await givenMember(engine, { role: "bank" });
    const drafted = await call(draftOf(house, bank.subject, owner, { account, instrument, quantity: "6" }));
    const { pledgeId } = drafted.body;
    for (const [as, step] of [
      [owner.subject, "confirmation"],
      [bank.subject, "registration"],
    ] as const) {
      const answer = await call(stepOf(as, pledgeId, step));
      if (answer.status !== 200) throw new Error(answer.text);
    }
    return { pledgeId: String(pledgeId), account };
  },
};
