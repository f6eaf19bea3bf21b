import { Decimal, decimal, plain } from "../../../../shared/kernel/decimal.ts";
import type { FactOf } from "../../../../shared/kernel/fact.ts";
import { publishedParts } from "../../../../shared/records/published.ts";
import { auctionsFacts } from "../../../auctions/contract.ts";
import type { recordedAuctionFacts } from "../contract-facts.ts";
import { recordOf, type TradeSources } from "./source.ts";

const { awardSettled, awardDefaulted } = auctionsFacts;

/** What records of an award have in common: buyer and seller, what is sold, and to which site. */
function tradeOf({ factType, data }: FactOf<typeof awardSettled> | FactOf<typeof awardDefaulted>) {
  const { partyId, partyName, creditCode, seller, sellerId, auctionId, title, documentNumber, enrolmentId } = data;
  const { instrument, pollutant, pool, poolArea, siteId, siteName, siteArea, licenceNumber, project, projectName, eiaNumber } = data;
  return {
    entry: { kind: factType, reference: enrolmentId },
    parties: [
      { role: "buyer" as const, partyId, name: partyName, creditCode },
      { role: "seller" as const, ...(sellerId !== undefined && { partyId: sellerId }), name: seller.name, creditCode: seller.creditCode },
    ],
    ...{ instrument, pollutant, pool, poolArea, siteId, siteName, siteArea, licenceNumber, project, projectName, eiaNumber },
    ...{ auctionId, title, documentNumber },
    quotaSource: data.enforcementId === undefined ? "reserve" : "enforcement",
  };
}

/** Awards of auctions: a settled one is a trade; a forfeited deposit never counts as turnover. */
export const auctionSources: TradeSources<typeof recordedAuctionFacts> = {
  "award-settled": (fact) => {
    const { quantity, years, lines, amount, fee, basePrice, offsetRatio, offsetGround, retiredTonnes } = fact.data;
    return [
      recordOf(fact, "award", {
        ...tradeOf(fact),
        series: fact.data.betweenAssociates ? "associates" : "auction",
        ...{ quantity, years, amount, fee, basePrice, offsetRatio, offsetGround, retiredTonnes },
        lines: lines.map(({ price, quantity: of, amount: cny }) => ({ price, quantity: of, amount: cny })),
        price: averagePrice(amount, quantity, years),
        ...{ confirmationNumber: fact.data.confirmationNumber, blockReference: fact.data.blockReference },
        // Facts from before terms said it were of sales whose bulletins name everything.
        published: [...(fact.data.published ?? publishedParts)],
      }),
    ];
  },
  "award-defaulted": (fact) => {
    const { quantity, years, basePrice, forfeited } = fact.data;
    return [recordOf(fact, "forfeiture", { ...tradeOf(fact), quantity, years, basePrice, amount: forfeited })];
  },
};

/** CNY per tonne and year over all lines, to the fen, half up. */
function averagePrice(amount: string, quantity: string, years: number): string {
  return plain(decimal(amount).div(decimal(quantity).mul(years)).toDecimalPlaces(2, Decimal.ROUND_HALF_UP));
}
