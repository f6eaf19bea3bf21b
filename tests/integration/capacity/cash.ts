import { randomUUID } from "node:crypto";
import type { CapacityRows } from "../../support/capacity.ts";

/** Money in and out of the enterprise's account; enough stays for its deposit and payment. */
export const capacity: CapacityRows = {
  async measure({ house, made, measure }) {
    const book = (name: string, path: string, amount: string) => {
      const body = { partyId: made("partyId"), bankReference: randomUUID(), amount };
      return measure(name, { as: house.operator, method: "POST", path: `/cash/${path}`, body });
    };
    await book("bookReceipt", "receipts", "100000.00");
    await book("bookPayOut", "pay-outs", "1.00");
    return {};
  },
  above: {},
  unmeasured: { bookHousePayOut: "it pays out of a house's main account, which the sweep fills" },
};
