import { decimal } from "../../../shared/kernel/decimal.ts";
import { mainAccount, siteAccount } from "../../../shared/ledger/account.ts";
import { CNY } from "../../../shared/ledger/instrument.ts";
import { commit } from "../../../shared/store/transaction.ts";
import type { CapacityRows } from "../../support/capacity.ts";
import { anEntry } from "../permits-support.ts";

const instrument = "permit/SO2/ezhou/2035-01/2039-12";

/** A reduction that is certified, stored, taken out, ended and bought back, one that the government paid for, and a cut of the rest. */
export const capacity: CapacityRows = {
  async measure({ house, made, call, measure }) {
    const [as, bureau] = [made("person"), house.regulator];
    const credits = anEntry<never>(house);
    credits.transfer({ instrument, from: "issue:0", to: siteAccount(made("siteId")), quantity: decimal("10") });
    credits.transfer({ instrument: CNY, from: "bank:0", to: mainAccount("treasury"), quantity: decimal("5000") });
    await commit(house.engine.dynamo, credits.writes());
    const document = { documentNumber: "EZ-1" };
    const price = { priceCnyPerTonneYear: "100", source: "list", ...document };
    const prices = "/surplus/buy-back-prices/ezhou/SO2";
    const { version } = await measure("publishBuyBackPrice", { as: bureau, method: "POST", path: prices, body: price });
    await measure("fundBuyBacks", { as: bureau, method: "POST", path: "/surplus/buy-back-fund", body: { amount: "5000", ...document } });
    const named = { partyId: made("partyId"), siteId: made("siteId"), instrument, kind: "treatment", measure: "second stage" };
    const certification = (paidBy: string) => {
      const body = { ...named, tonnes: "4", startMonth: "2026-01", paidBy, ...document };
      return { as: bureau, method: "POST", path: "/surplus/certificates", body } as const;
    };
    const { certificateId } = await measure("certifySurplus", certification("enterprise"));
    await measure("certifySurplus (paid by government)", certification("government"));
    const storing = (tonnes: string) => ({ as, method: "POST", path: "/surplus/storages", body: { certificateId, tonnes } }) as const;
    const { storageId: one } = await measure("storeSurplus", storing("1"));
    await measure("takeOutSurplus", { as, method: "POST", path: `/surplus/storages/${String(one)}/taking-out` });
    const { storageId: other } = await call(storing("1"));
    const end = { reason: "runs again", ...document };
    await measure("endStorage", { as: bureau, method: "POST", path: `/surplus/storages/${String(other)}/end`, body: end });
    const { storageId: last } = await call(storing("1"));
    const offer = { tonnes: "1", priceVersion: version };
    await measure("buyBackSurplus", { as, method: "POST", path: `/surplus/storages/${String(last)}/buy-backs`, body: offer });
    const withdrawal = { as: bureau, method: "POST", path: `/surplus/certificates/${String(certificateId)}/withdrawal` } as const;
    await measure("withdrawCertificate", { ...withdrawal, body: { reason: "mistake" } });
    const order = {
      partyId: made("partyId"),
      siteId: made("siteId"),
      // What allocations delivered for a fee would have to be paid for.
      ground: "cut",
      cut: { instrument, tonnes: "1" },
      reason: "not used",
      paidPermits: [],
      ...document,
    };
    await measure("recoverPermits", { as: bureau, method: "POST", path: "/surplus/recoveries", body: order });
    return {};
  },
  above: {
    "certifySurplus (paid by government), approved": {
      units: 2,
      because: "the ledger's fact names headroom of every year of the term and passes a kilobyte",
    },
    buyBackSurplus: { units: 2, because: "the ledger's fact names headroom of every year of the term and passes a kilobyte" },
  },
  unmeasured: {},
};
