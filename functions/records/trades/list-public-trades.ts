import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { pageOfReading } from "../readings/record-reading.ts";
import type { tradesEndpoints } from "./contract.ts";
import type { TradesPorts } from "./ports.ts";
import { disagreement, impossibleDays } from "./range-rules.ts";

/** What is published of trades, for everybody. */
export async function listPublicTrades(ports: TradesPorts, { caller, query }: Call<typeof tradesEndpoints.listPublicTrades>) {
  const { instrument, pollutant, from, until, ...request } = query;
  const refused = impossibleDays(from, until, dayOf(ports.clock.now())) ?? disagreement(query);
  if (refused) return refuse(refused);
  if (instrument !== undefined && !(await ports.publicTrades.knows(instrument))) return refuse({ code: "instrument-unknown", instrument });
  const asked = { instrument, pollutant, from, until };
  const page = await pageOfReading(ports, caller, asked, undefined, request, (of) => ports.publicTrades.page(asked, of));
  return page.ok ? accept({ response: page.value }) : page;
}
