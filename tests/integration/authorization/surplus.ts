import { decimal } from "../../../shared/kernel/decimal.ts";
import { siteAccount } from "../../../shared/ledger/account.ts";
import { commit } from "../../../shared/store/transaction.ts";
import type { AuthorizationRows } from "../../support/ownership.ts";
import { anEntry } from "../permits-support.ts";

const cityPool = { pool: "ezhou", pollutant: "SO2" };
const reason = { reason: "mistake" };

/** Certificates, storages and recoveries belong to a site's owner and its area, prices to the area of their pool. */
export const authorization: AuthorizationRows = {
  ownership: {
    withdrawCertificate: { body: reason },
    readCertificate: {},
    takeOutSurplus: {},
    endStorage: { body: { ...reason, documentNumber: "X-1" } },
    buyBackSurplus: { body: { tonnes: "1", priceVersion: 1 } },
    readStorage: {},
    publishBuyBackPrice: {
      params: cityPool,
      body: { priceCnyPerTonneYear: "1", source: "list", documentNumber: "X-1" },
      refusal: "outside-your-area",
    },
    listBuyBackPrices: "open to its roles",
    readRecovery: {},
  },
  async given(house, { subject, partyId, siteId }) {
    const instrument = "permit/SO2/ezhou/2026-01/2030-12";
    const credit = anEntry<never>(house);
    credit.transfer({ instrument, from: "issue:0", to: siteAccount(siteId), quantity: decimal("10") });
    await commit(house.engine.dynamo, credit.writes());
    const named = { partyId, siteId, documentNumber: "X-1" };
    const measure = { instrument, kind: "treatment", measure: "second stage", tonnes: "4", startMonth: "2026-01", paidBy: "enterprise" };
    const as = house.regulator;
    const certified = await house.call({ as, method: "POST", path: "/surplus/certificates", body: { ...named, ...measure } });
    const { certificateId } = certified.body as { certificateId: string };
    const stored = await house.call({ as: subject, method: "POST", path: "/surplus/storages", body: { certificateId, tonnes: "2" } });
    const { storageId } = stored.body as { storageId: string };
    const order = { ground: "closure", reason: "closed", paidPermits: [] };
    const ordered = await house.call({ as, method: "POST", path: "/surplus/recoveries", body: { ...named, ...order } });
    const { recoveryId } = ordered.body as { recoveryId: string };
    return { certificateId, storageId, recoveryId };
  },
};
