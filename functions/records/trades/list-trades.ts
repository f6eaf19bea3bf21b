import type { Call } from "../../../shared/http/api-handler.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import { chosenOf } from "../readings/chosen.ts";
import { pageOfReading, recordShown } from "../readings/record-reading.ts";
import { authorizedRange } from "./authorized-range.ts";
import type { tradesEndpoints } from "./contract.ts";
import { figuresOf } from "./figures.ts";
import type { TradesPorts } from "./ports.ts";

/** Trade records that the caller may read, by time or, within an auction, by price or quantity. */
export async function listTrades(ports: TradesPorts, { caller, endpoint, query }: Call<typeof tradesEndpoints.listTrades>) {
  const { limit, cursor, leastPrice, mostPrice, leastQuantity, mostQuantity, ...selection } = query;
  const figures = figuresOf({ leastPrice, mostPrice, leastQuantity, mostQuantity });
  const asked = await authorizedRange(
    ports,
    caller,
    { ...selection, figures },
    { operation: endpoint.operationId, combinations: "indexed" },
  );
  if (!asked.ok) return asked;
  const { range, others } = asked.value;
  const page = await pageOfReading(ports, caller, { ...range }, others, { limit, cursor }, async (request, reading) => {
    const found = await ports.trades.page(range, request);
    // Records of one member name the other side: who sees it is told to it, too. A reading of an area is told to all in it.
    if (reading?.partyId !== undefined)
      await recordShown(ports, reading, othersIn(found.items, reading.partyId, caller.partyId, range.area), told(selection));
    return found;
  });
  return page.ok ? accept({ response: page.value }) : page;
}

/** Members that a page shows besides whose records were asked for and the reader. */
function othersIn(items: readonly TradeRecord[], asked: string, own: string, area: string) {
  const shown = new Set(items.flatMap(({ parties }) => parties.flatMap(({ partyId }) => partyId ?? [])));
  return [...shown].filter((partyId) => partyId !== asked && partyId !== own).map((partyId) => ({ partyId, area }));
}

/** What members that were not asked about are told of the query: not about whom it was. */
function told({ from, before, kind, pollutant }: { readonly [Name in "from" | "before" | "kind" | "pollutant"]?: string | undefined }) {
  return chosenOf({ from, before, kind, pollutant });
}
