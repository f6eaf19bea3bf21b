import { dayOf, type PlainDate } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { formatFen, plain } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { blockReference } from "../../shared/ledger/block-reference.ts";
import { permitOf } from "../../shared/permits/issue.ts";
import { areaOfLot, permitLot } from "./auction.ts";
import type { Auction, Award, Enrolment } from "./rows.ts";
import type { Terms } from "./terms.ts";

/** Areas whose authorities read what happens to an enrolment: the pool's and the site's. */
export function areasOfTrade(terms: Terms, { siteArea }: Pick<Enrolment, "siteArea">): readonly string[] {
  return [...new Set([areaOfLot(terms), siteArea])];
}

/** What facts and the confirmation sheet say of a trade: seller, goods, buyer, site and need, names and numbers as of the enrolment. */
export function tradeParticulars({ auctionId, terms, pledged }: Pick<Auction, "auctionId" | "terms" | "pledged">, enrolment: Enrolment) {
  const { title, documentNumber, seller, lot, years, basePrice, enforcementId } = terms;
  const { enrolmentId, partyId, partyName, creditCode, siteId, siteName, siteArea, licenceNumber } = enrolment;
  const { project, projectName, eiaNumber, letterNumber, letterDate, offsetRatio, offsetGround, tonnes, deposit } = enrolment;
  return {
    ...{ auctionId, title, documentNumber, seller, pollutant: lot.pollutant, pool: lot.pool, poolArea: areaOfLot(terms) },
    ...(enforcementId !== undefined && { enforcementId }),
    ...(pledged && { sellerId: pledged.pledgorId }),
    betweenAssociates: enrolment.sellerGroup === enrolment.group,
    ...{ instrument: permitOf(permitLot(terms)), years, basePrice: plain(basePrice) },
    ...{ enrolmentId, partyId, partyName, creditCode, siteId, siteName, siteArea, licenceNumber },
    ...{ project, projectName, eiaNumber, letterNumber, letterDate, offsetRatio: plain(offsetRatio), offsetGround },
    ...{ tonnes: plain(tonnes), deposit: formatFen(deposit) },
  };
}

/** The day of a trade in Shanghai: that of the result, which fixes price and quantity. */
export function tradeDateOf({ resultAt }: Pick<Auction, "resultAt">): PlainDate {
  return dayOf(required(resultAt, "instant of the result"));
}

/** The bank day by whose end an award had to be paid: the last day before `payBy`. */
export function bankDayOf({ payBy }: Pick<Award, "payBy">): PlainDate {
  return dayOf(plusSeconds(payBy, -1));
}

/**
 * The reference of the block of permits that an award delivers, for good: pollutant, pool, term, auction and the award's place in it, as in
 * `SO2.ezhou.202606.203105.<auction>.0001`. The auction's id and the places in its result are never given twice.
 */
export function blockReferenceOf({ auctionId, terms }: Pick<Auction, "auctionId" | "terms">, award: Award): string {
  return blockReference(permitOf(permitLot(terms)), auctionId, award.place);
}

/** The number of the confirmation sheet of an award: trade date, auction and the award's place in it. */
export function confirmationNumberOf(auction: Pick<Auction, "auctionId" | "resultAt">, award: Award): string {
  return ["CJ", tradeDateOf(auction).replaceAll("-", ""), auction.auctionId, placeOf(award)].join(".");
}

function placeOf({ place }: Award): string {
  return String(place).padStart(4, "0");
}
