import type { Call } from "../../../shared/http/api-handler.ts";
import { city } from "../../../shared/kernel/areas.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import type { tradesEndpoints } from "./contract.ts";
import type { TradesPorts } from "./ports.ts";

/** Trade records in the caller's scope, newest first. */
export async function listTrades({ trades }: TradesPorts, { caller, query }: Call<typeof tradesEndpoints.listTrades>) {
  const { from, before, area, partyId, auctionId, instrument, pollutant, kind, ...request } = query;
  const scope = scopeOf(caller);
  const listed = scope.area === undefined ? city : scope.areaToList(area);
  const party = scope.area === undefined ? caller.partyId : partyId;
  if (listed === undefined) return refuse({ code: "not-found" });
  const selection = { auction: auctionId, instrument, kind, party, pollutant };
  return accept({ response: await trades.page({ area: listed, selection, from, before, descending: true }, request) });
}
