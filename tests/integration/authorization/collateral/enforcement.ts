import { agreement, givenDisbursedPledge } from "../../../support/disbursed-pledge.ts";
import type { AuthorizationRows } from "../../../support/ownership.ts";

const instrument = "permit/SO2/ezhou/2026-01/2030-12";
const document = { documentNumber: "C-1", documentSha256: "a".repeat(64) };

/** An enforcement belongs to its bank, its pledgor and who takes over, and to the authorities of its area. */
export const enforcementAuthorization: AuthorizationRows = {
  ownership: {
    beginEnforcement: { body: { account: "site:another", instrument, ground: "judgment", document } },
    withdrawEnforcement: { body: { reason: "paid" } },
    proposeTakeOver: { body: { taker: "reserve", priceCny: "1" } },
    agreeToTakeOver: { body: { priceCny: "1" } },
    completeTakeOver: { body: {} },
    readEnforcement: {},
  },
  async given(house, owner) {
    const { pledgeId, bank, account } = await givenDisbursedPledge(house, owner, instrument);
    const begun = await house.call({
      ...{ as: bank, method: "POST", path: `/collateral/pledges/${pledgeId}/enforcements` },
      body: { account, instrument, ...agreement },
    });
    if (begun.status !== 201) throw new Error(begun.text);
    return { enforcementId: String(begun.body.enforcementId) };
  },
};
