import { randomUUID } from "node:crypto";
import type { CapacityRows } from "../../support/capacity.ts";
import type { Request } from "../../support/front-door.ts";
import { colleagueOf } from "../../support/second-person.ts";

/** Money in and out of the enterprise's account; enough stays for its deposit and payment. */
export const capacity: CapacityRows = {
  async measure({ house, made, measure }) {
    const booking = (path: string, amount: string): Request => {
      const body = { partyId: made("partyId"), bankReference: randomUUID(), amount };
      return { as: house.operator, method: "POST", path: `/cash/${path}`, body };
    };
    await measure("bookReceipt", booking("receipts", "100000.00"));
    await measure("bookPayOut", booking("pay-outs", "1.00"));
    const waiting = async () => (await house.enter(booking("pay-outs", "1.00"))).headers.location;
    const as = await colleagueOf(house.engine, house.operator);
    await measure("refuseCashRequest", { as, method: "POST", path: `${await waiting()}/refusal`, body: { reason: "wrong account" } });
    await measure("withdrawCashRequest", { as: house.operator, method: "POST", path: `${await waiting()}/withdrawal` });
    return {};
  },
  above: {},
  unmeasured: { bookHousePayOut: "it pays out of a house's main account, which the sweep fills" },
};
