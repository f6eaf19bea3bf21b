import { areasAround } from "../../../shared/kernel/areas.ts";
import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import { type Item, keyOf } from "../../../shared/store/client.ts";
import { integer, optional, rowCodec, text } from "../../../shared/store/codec.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { BaselinePrice } from "../../../shared/valuation/baseline-price.ts";

const priceCodec = rowCodec({
  ...{ item: text, area: text, period: text, effectiveOn: text, number: integer, priceCny: text },
  pricedMonths: optional(integer),
});

function pricesPartition(item: string): string {
  return `prices#${item}`;
}

/** The row of a published price. Earlier versions and dates stay: which one counts follows from the day. */
function priceRow({ version: number, ...price }: BaselinePrice): Item {
  const { item, area, period, effectiveOn } = price;
  const sk = `${area}#${effectiveOn}#${String(number).padStart(8, "0")}#${period}`;
  return { ...keyOf({ pk: pricesPartition(item), sk }), ...priceCodec.encode({ ...price, number }) };
}

function decodePrice(item: Item): BaselinePrice {
  const { number: version, pricedMonths, ...price } = priceCodec.decode(item);
  return { ...price, version, ...(pricedMonths !== undefined && { pricedMonths }) };
}

/** Reads and writes of coverage, over the table Collateral. */
export function coverageRows(table: Table) {
  return {
    /** Keeps a published price: rewriting it writes the same bytes. */
    coveragePricePut: (price: BaselinePrice) => table.putAll([priceRow(price)]),
    /** Prices that may be in force for an area on a day: of each area around it the latest, one row each. */
    async coveragePrices(item: string, area: string, day: PlainDate): Promise<BaselinePrice[]> {
      const latest = async (of: string): Promise<BaselinePrice[]> => {
        const range = { from: `${of}#`, to: `${of}#${day}#~`, descending: true, limit: 1 };
        return (await table.page({ partition: pricesPartition(item), ...range }, decodePrice)).items;
      };
      return (await Promise.all(areasAround(area).map(latest))).flat();
    },
  };
}
