import { randomUUID } from "node:crypto";
import { recordRows } from "../../functions/records/trades/rows.ts";
import { dayOf } from "../../shared/kernel/calendar.ts";
import { pollutantOf } from "../../shared/ledger/instrument.ts";
import { publishedParts } from "../../shared/records/published.ts";
import { type TradeRecord, tradeRecord } from "../../shared/records/trade-record.ts";
import { putItems } from "../../shared/store/client.ts";
import type { Engine } from "./engine.ts";

/** Permits that records of tests are of. */
export const permits = {
  sulphur: "permit/SO2/ezhou/2027-01/2031-12",
  later: "permit/SO2/ezhou/2028-01/2032-12",
  oxygenDemand: "permit/COD/liangzi-lake/2027-01/2031-12",
} as const;

/** What a record of a test says otherwise than a usual award. */
export type Given = Partial<Omit<TradeRecord, "parties">> & {
  /** Members that have a part in it; the first is the buyer. */
  readonly parties?: readonly string[];
};

/** A trade record of its own: an award of permits, as the source of awards makes it, unless something else is given. */
export function aTradeRecord({ parties = [randomUUID()], ...given }: Given = {}): TradeRecord {
  const recordId = given.recordId ?? `award-settled.${randomUUID()}`;
  const { occurredAt = "2026-02-01T01:00:00.000Z", instrument = permits.sulphur, quantity = "4", price = "4300" } = given;
  return tradeRecord.parse({
    ...{ recordId, schemaVersion: 1, kind: "award", series: "auction", occurredAt, day: dayOf(occurredAt) },
    source: { factId: recordId, factType: "award-settled", factVersion: 1 },
    entry: { kind: "award-settled", reference: recordId },
    areas: ["420700", "420704"],
    parties: parties.map((partyId, place) => ({
      ...{ role: place === 0 ? "buyer" : "pledgee", partyId, name: `Firm ${partyId.slice(0, 8)}`, creditCode: "91420700MA0000015E" },
    })),
    ...{ instrument, pollutant: pollutantOf(instrument), pool: "ezhou", poolArea: "420700" },
    ...{ siteId: "secret-site", siteName: "Secret works", siteArea: "420704", licenceNumber: "91420700MA0000015E001P" },
    ...{ quantity, price, amount: "17200.00", years: 1, auctionId: randomUUID(), title: "Spring sale", documentNumber: "EZ-2026-5" },
    ...{ blockReference: `SO2.ezhou.${recordId}`, published: [...publishedParts] },
    ...given,
  });
}

/** Writes records as their consumer does. */
export function givenRecords({ dynamo, tables }: Pick<Engine, "dynamo" | "tables">, ...records: readonly TradeRecord[]): Promise<void> {
  return putItems(dynamo, tables.Records, records.flatMap(recordRows));
}
