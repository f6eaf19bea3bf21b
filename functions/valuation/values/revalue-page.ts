import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Clock } from "../../../shared/kernel/clock.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { commit } from "../../../shared/store/transaction.ts";
import type { Queue } from "../../../shared/streams/queues.ts";
import type { PositionPage } from "./position-page.ts";
import type { Holding, ValuesStore } from "./store.ts";
import { isOver, valuesOfHoldings } from "./values-of-holdings.ts";

/** Dependencies of a page of a revaluation. */
export interface PagePorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly values: Pick<ValuesStore, "holdings" | "holdingsGone" | "prices" | "valuesPut" | "progressPut">;
  readonly pages: Queue<PositionPage>;
}

/** Holdings of a page: one query of about 100 kB, and as many values in batches of 25. */
const usualPage = 500;
/** Holdings that one transaction takes off the lists. */
const goneAtOnce = 50;

/**
 * Values a page of the positions of a segment, says how far the segment is, and asks for the next page. A page may be done again, beside another
 * or after a later one: it writes the same values, and how far a segment is follows from the pages before, which the message counts.
 */
export async function revaluePage(ports: PagePorts, page: PositionPage, holdingsPerPage = usualPage): Promise<void> {
  const { values, pages } = ports;
  const { revaluationId, item, segment, days, price, cursor } = page;
  const [{ items, nextCursor }, prices] = await Promise.all([
    values.holdings(item, segment, { limit: holdingsPerPage, cursor }),
    values.prices(item),
  ]);
  const over = price ? [] : items.filter((holding) => isOver(holding, required(days[0], "day")));
  const staying = over.length === 0 ? items : items.filter((holding) => !over.includes(holding));
  const { rows, valued } = valuesOfHoldings(staying, { prices, days, only: price });
  await values.valuesPut(rows);
  await takeOff(ports, item, over);
  const done = { positions: page.positions + items.length, valued: page.valued + valued };
  const changedAt = ports.clock.now();
  await commit(ports.dynamo, [values.progressPut(revaluationId, { segment, ...done, done: nextCursor === undefined, changedAt })]);
  if (nextCursor !== undefined) await pages.send([{ ...page, ...done, cursor: nextCursor }]);
}

async function takeOff({ dynamo, values }: PagePorts, item: string, over: readonly Holding[]): Promise<void> {
  for (let start = 0; start < over.length; start += goneAtOnce)
    await commit(dynamo, values.holdingsGone(item, over.slice(start, start + goneAtOnce)));
}
