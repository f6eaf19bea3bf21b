import { randomUUID } from "node:crypto";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../../shared/kernel/clock.ts";
import { accountOf, receipt } from "../../support/bank.ts";
import type { CapacityRows, CapacityWorld } from "../../support/capacity.ts";
import { colleagueOf } from "../../support/second-person.ts";

/** Money in and out of the enterprise's account; enough stays for its deposit and payment. */
export const capacity: CapacityRows = {
  async measure(world) {
    const { house, made, call, measure } = world;
    const { operator: as, clock } = house;
    const partyId = made("partyId");
    const payer = { partyId, name: "Somebody else" };
    const post = (path: string, body: object) => ({ as, method: "POST", path: `/cash/${path}`, body }) as const;
    const line = () => ({ bankReference: randomUUID(), creditedAt: clock.now() });
    await measure("bookReceipt", post("receipts", receipt(payer, "100000.00", clock.now())));
    const order = post("refunds", { partyId, amount: "1.00", toAccount: accountOf(partyId), reason: "asked" });
    const { refundId } = await measure("orderRefund", order);
    await measure("bookPayOut", post(`refunds/${String(refundId)}/pay-out`, line()));
    await measure("bookReturnedRefund", post(`refunds/${String(refundId)}/return`, { ...line(), reason: "closed" }));
    const { refundId: failing } = await call(order);
    const waiting = async () => (await house.enter(order)).headers.location;
    const second = await colleagueOf(house.engine, as);
    await measure("refuseCashRequest", {
      as: second,
      method: "POST",
      path: `${await waiting()}/refusal`,
      body: { reason: "wrong account" },
    });
    await measure("withdrawCashRequest", { as, method: "POST", path: `${await waiting()}/withdrawal` });
    await measure("failRefund", post(`refunds/${String(failing)}/failure`, { reason: "closed" }));
    await measureSuspense(world, post);
    await measureDays(world, post);
    return {};
  },
  above: {},
  unmeasured: {
    bookHousePayOut: "it pays out of a house's main account, which the sweep fills",
    importBankStatement: "it keeps a row for each line or error before its transaction of four items",
  },
};

type Post = (path: string, body: object) => { readonly as: string; readonly method: "POST"; readonly path: string; readonly body: object };

async function measureSuspense({ house, made, call, measure }: CapacityWorld, post: Post): Promise<void> {
  const suspended = async () => {
    const payer = { partyId: made("partyId"), name: "A sister company" };
    const { bankDay, bookingId } = await call(post("receipts", receipt(payer, "5.00", house.clock.now())));
    return `bank-days/${String(bankDay)}/lines/${String(bookingId)}`;
  };
  const assignment = { partyId: made("partyId"), reason: "paid for its sister", documentNumber: "L-1" };
  await measure("assignLine", post(`${await suspended()}/assignment`, assignment));
  await measure("returnLine", post(`${await suspended()}/return`, { reason: "unknown" }));
}

/** The day before the first line: without lines, so that nothing is in the way of the scenario's own days. */
async function measureDays({ house, measure }: CapacityWorld, post: Post): Promise<void> {
  const day = dayOf(plusSeconds(house.clock.now(), -86_400));
  await measure("closeBankDay", post(`bank-days/${day}/closing`, { closingBalance: "0.00" }));
  await measure("reopenBankDay", post(`bank-days/${day}/reopening`, { reason: "a late line" }));
}
