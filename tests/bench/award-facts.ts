import { randomUUID } from "node:crypto";
import { auctionsFacts } from "../../functions/auctions/contract.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/clock.ts";
import type { FactOf } from "../../shared/kernel/fact.ts";
import { newId } from "../../shared/kernel/ids.ts";

const { awardSettled } = auctionsFacts;
type AwardSettled = FactOf<typeof awardSettled>;

/** Awards of one auction from an instant on, a second apart, each of another firm and site. */
export function awardFacts(count: number, from: Instant): AwardSettled[] {
  const auctionId = randomUUID();
  return Array.from({ length: count }, (_, place) => awardFact(auctionId, place, plusSeconds(from, place)));
}

function awardFact(auctionId: string, place: number, occurredAt: Instant): AwardSettled {
  const [partyId, siteId] = [randomUUID(), randomUUID()];
  const number = String(place + 1).padStart(7, "0");
  const data: unknown = {
    ...{ auctionId, title: "二氧化硫排污权出让", documentNumber: "EZ-BENCH" },
    seller: { name: "鄂州市排污权储备中心", creditCode: "11420700MB00000195" },
    betweenAssociates: false,
    ...{ pollutant: "SO2", pool: "ezhou", poolArea: "420700", instrument: "permit/SO2/ezhou/2027-01/2031-12", years: 1, basePrice: "4000" },
    ...{ enrolmentId: `${auctionId}.${number}`, partyId, partyName: `鄂州第${number}公司`, creditCode: "91420700MA0000015E" },
    ...{ siteId, siteName: "一厂", siteArea: "420704", licenceNumber: "91420700MA0000015E001P" },
    ...{ project: "P-1", projectName: "扩建工程", eiaNumber: "鄂环审〔2026〕1号", letterNumber: "L-1", letterDate: "2026-01-10" },
    ...{ offsetRatio: "1", offsetGround: "none", tonnes: "4", deposit: "4800.00" },
    lines: [{ bidId: randomUUID(), price: "4300", quantity: "4", amount: "17200.00" }],
    ...{ quantity: "4", amount: "17200.00", fee: "180.00", blockReference: `SO2.ezhou.202701.203112.${auctionId}.${number}` },
    ...{ confirmationNumber: `CJ.${auctionId}.${number}`, tradeDate: "2026-03-02", deliveredTonnes: "4", retiredTonnes: "0" },
  };
  const { factType, schemaVersion } = awardSettled;
  return {
    ...{ factId: newId(occurredAt), factType, schemaVersion, occurredAt, actor: "bench" },
    ...{ parties: [partyId], areas: ["420700", "420704"], data: awardSettled.data.parse(data) },
  };
}
