import type { Call } from "../../../shared/http/api-handler.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import { pageOfReading } from "../readings/record-reading.ts";
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
  const page = await pageOfReading(ports, caller, { ...range }, others, { limit, cursor }, (request) => ports.trades.page(range, request));
  return page.ok ? accept({ response: page.value }) : page;
}
