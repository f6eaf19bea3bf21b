import { decimal } from "../../../../shared/kernel/decimal.ts";
import { mainAccount } from "../../../../shared/ledger/account.ts";
import { CNY } from "../../../../shared/ledger/instrument.ts";
import { commit } from "../../../../shared/store/transaction.ts";
import type { CapacityRows } from "../../../support/capacity.ts";
import { agreement, givenDisbursedPledge } from "../../../support/disbursed-pledge.ts";
import type { Request } from "../../../support/front-door.ts";
import { anEntry } from "../../permits-support.ts";

const instrument = "permit/SO2/ezhou/2035-01/2039-12";

const proposed = "the enforcement with its document, the names of the pledgor and its site, and the proposal passes a kilobyte";
const because = "the pledge and its version, and the facts about it, name all its parties and documents: each passes a kilobyte";

/** A bank enforces a pledge twice: it withdraws, then the reserve takes the tonnes over. */
export const enforcementCapacity: CapacityRows = {
  async measure({ house, made, call, measure }) {
    const firm = { subject: made("person"), partyId: made("partyId"), siteId: made("siteId") };
    const { pledgeId, bank, account } = await givenDisbursedPledge(house, firm, instrument);
    const funded = anEntry<never>(house);
    funded.transfer({ instrument: CNY, from: "bank:0", to: mainAccount("buy-back"), quantity: decimal("30000") });
    await commit(house.engine.dynamo, funded.writes());
    const body = { account, instrument, ...agreement };
    const begin: Request = { as: bank, method: "POST", path: `/collateral/pledges/${pledgeId}/enforcements`, body };
    const { enforcementId: first } = await measure("beginEnforcement", begin);
    const path = (id: unknown, step: string) => `/collateral/enforcements/${String(id)}/${step}`;
    await measure("withdrawEnforcement", { as: bank, method: "POST", path: path(first, "withdrawal"), body: { reason: "paid" } });
    const { enforcementId } = await call(begin);
    const proposal = { taker: "reserve", priceCny: "25000" };
    await measure("proposeTakeOver", { as: bank, method: "PUT", path: path(enforcementId, "take-over"), body: proposal });
    const agreed = { priceCny: "25000" };
    await measure("agreeToTakeOver", { as: firm.subject, method: "POST", path: path(enforcementId, "take-over/agreement"), body: agreed });
    const completion = { as: house.regulator, method: "POST", path: path(enforcementId, "take-over/completion"), body: {} } as const;
    await measure("completeTakeOver", completion);
    return {};
  },
  above: {
    beginEnforcement: { units: 8, because },
    withdrawEnforcement: { units: 10, because },
    proposeTakeOver: { units: 2, because: proposed },
    agreeToTakeOver: { units: 2, because: proposed },
    "completeTakeOver, approved": {
      units: 18,
      because: "as with beginning; the ledger's fact names headroom of every year of the term, and the facts what each pledge was paid",
    },
  },
  unmeasured: {
    releaseHeldProceeds:
      "one row, one fact, one hold and two positions; there is money under a freeze only after a sale during which a court froze tonnes",
  },
};
