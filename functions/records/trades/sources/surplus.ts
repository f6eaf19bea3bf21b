import type { FactOf } from "../../../../shared/kernel/fact.ts";
import type { surplusFacts } from "../../../surplus/contract.ts";
import type { recordedSurplusFacts } from "../contract-facts.ts";
import { recordOf, type TradeSources } from "./source.ts";

type OfSite = Pick<
  FactOf<typeof surplusFacts.surplusCertified>["data"],
  | "partyId"
  | "partyName"
  | "creditCode"
  | "siteId"
  | "siteName"
  | "licenceNumber"
  | "area"
  | "instrument"
  | "pollutant"
  | "pool"
  | "poolArea"
>;

/** A site's permits that become quota of the reserve of their pool. The reserve is no legal entity: the pool names it. */
function toReserve(data: OfSite) {
  const { partyId, partyName, creditCode, siteId, siteName, area: siteArea, licenceNumber, instrument, pollutant, pool, poolArea } = data;
  return {
    parties: [{ role: "seller" as const, partyId, name: partyName, creditCode }],
    ...{ instrument, pollutant, pool, poolArea, siteId, siteName, siteArea, licenceNumber },
  };
}

/**
 * Permits that go back to the reserve: bought back by agreement, recovered by an order, or certified as a reduction that the government paid for.
 * Only a buy-back is a trade. What a holder stores stays its own.
 */
export const surplusSources: TradeSources<typeof recordedSurplusFacts> = {
  "surplus-certified": (fact) => {
    const { paidBy, kind, tonnes, documentNumber, certificateId } = fact.data;
    if (paidBy !== "government") return [];
    const said = { ...toReserve(fact.data), quantity: tonnes, quotaSource: "government-reduction", ground: kind, documentNumber };
    const { blockReference } = fact.data;
    const entry = { kind: "government-reduction", reference: certificateId };
    return [recordOf(fact, "transfer", { entry, ...said, ...(blockReference !== undefined && { blockReference }) })];
  },
  "permits-bought-back": (fact) => {
    const { storageId, boughtTonnes, months, priceCnyPerTonneYear, amount, certificateId, blockReference } = fact.data;
    return [
      recordOf(fact, "transfer", {
        entry: { kind: "buy-back", reference: storageId },
        series: "agreement",
        ...{
          ...toReserve(fact.data),
          quantity: boughtTonnes,
          months,
          price: priceCnyPerTonneYear,
          basePrice: priceCnyPerTonneYear,
          amount,
        },
        ...{ quotaSource: "reduction", contractNumber: certificateId, blockReference },
      }),
    ];
  },
  "permits-recovered": (fact) => {
    const { recoveryId, recoveredTonnes, payment, source, ground, documentNumber, blockReference } = fact.data;
    return [
      recordOf(fact, "transfer", {
        entry: { kind: "recovery", reference: recoveryId },
        ...{ ...toReserve(fact.data), quantity: recoveredTonnes, quotaSource: source, ground, documentNumber, blockReference },
        ...(payment && { months: payment.months, price: payment.priceCnyPerTonneYear, amount: payment.amount }),
      }),
    ];
  },
};
