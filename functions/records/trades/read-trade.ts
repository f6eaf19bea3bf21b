import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { recordReadings } from "../readings/record-reading.ts";
import type { tradesEndpoints } from "./contract.ts";
import type { TradesPorts } from "./ports.ts";
import { areasOf } from "./rows.ts";

/** One trade record that the caller may read; of others, once that is recorded for each of its parties. */
export async function readTrade(ports: TradesPorts, { caller, endpoint, params, query }: Call<typeof tradesEndpoints.readTrade>) {
  const record = await ports.trades.record(params.recordId);
  if (!record) return refuse({ code: "not-found" });
  const parties = [...new Set(record.parties.flatMap(({ partyId }) => partyId ?? []))];
  if (parties.includes(caller.partyId)) return accept({ response: record });
  const { answersFor } = scopeOf(caller);
  const area = areasOf(record).find(answersFor);
  if (area === undefined) return refuse({ code: "not-found" });
  const asked = { recordId: record.recordId };
  const others = parties.map((partyId) => ({
    ...{ operation: endpoint.operationId, partyId, area, kinds: ["trade-records"], asked },
    ...query,
  }));
  const recorded = await recordReadings(ports, caller, others);
  return recorded.ok ? accept({ response: record }) : recorded;
}
