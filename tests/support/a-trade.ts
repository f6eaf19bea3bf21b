import { randomUUID } from "node:crypto";
import { dayOf } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import type { TradeRecord } from "../../shared/records/trade-record.ts";

/** What made records differ. */
type Given = Partial<TradeRecord> & { readonly partyId?: string };

/** A sale of some tonnes, as a record; `seconds` after the beginning. */
export function aTrade(begins: string, seconds: number, { partyId = randomUUID(), ...given }: Given = {}): TradeRecord {
  const occurredAt = plusSeconds(begins, seconds);
  const recordId = given.recordId ?? `award-settled.${randomUUID()}`;
  const lines = [
    { price: "4390", quantity: "4", amount: "17560" },
    { price: "4200.5", quantity: "2", amount: "8401" },
  ];
  return {
    ...{ recordId, schemaVersion: 1, kind: "award", series: "auction", occurredAt, day: dayOf(occurredAt) },
    source: { factId: recordId, factType: "award-settled", factVersion: 3 },
    entry: { kind: "settlement", reference: `enrolment-${seconds}` },
    areas: ["420704"],
    parties: [
      { role: "buyer", partyId, name: "鄂州市长江纸业有限公司", creditCode: "91420700MA0000015E" },
      { role: "seller", name: "Bureau of Ecology", creditCode: "11420700MB00000195" },
    ],
    ...{ instrument: "permit/SO2/ezhou/2027-01/2031-12", pollutant: "SO2", pool: "ezhou", poolArea: "420704" },
    ...{ siteId: "site-1", siteName: "一号厂区", siteArea: "420704", licenceNumber: "91420700MA0000015E001P" },
    ...{ quantity: "6", years: 1, lines, price: "4326.83", basePrice: "4000", amount: "25961", fee: "129.81" },
    ...{ auctionId: "auction-of-tests", title: "SO2 permits", documentNumber: "EZ-4", quotaSource: "reserve" },
    ...given,
  };
}
