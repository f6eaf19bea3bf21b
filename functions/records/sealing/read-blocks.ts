import type { Call } from "../../../shared/http/api-handler.ts";
import type { Caller } from "../../../shared/http/caller.ts";
import { city } from "../../../shared/kernel/areas.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { type Scope, scopeOf } from "../../../shared/members/scope.ts";
import { entryHashOf } from "../../../shared/records/chain.ts";
import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import type { sealingEndpoints } from "./contract.ts";
import type { SealingPorts } from "./ports.ts";

/** Headers of blocks, newest first. */
export async function listSealedBlocks({ blocks }: SealingPorts, { query }: Call<typeof sealingEndpoints.listSealedBlocks>) {
  return accept({ response: await blocks.headers(query) });
}

/** A block with the entries in the caller's sight. Records are only read where not all are. */
export async function readSealedBlock({ blocks }: SealingPorts, { caller, params }: Call<typeof sealingEndpoints.readSealedBlock>) {
  const block = await blocks.block(params.n);
  if (!block) return refuse({ code: "not-found" });
  const scope = scopeOf(caller);
  const seen = scope.answersFor(city) ? undefined : await blocks.recordsOf(block);
  const entries = block.entries.map((entry, position) => {
    const record = seen?.[position];
    const inSight = record === undefined || maySee(scope, caller, record);
    return { entryHash: entryHashOf(entry), ...(inSight && { entry }) };
  });
  return accept({ response: { header: block.header, entries } });
}

/** Whether a record is in the sight of a caller: in its area of responsibility, or its own. */
export function maySee(scope: Scope, { partyId }: Pick<Caller, "partyId">, { areas, parties }: TradeRecord): boolean {
  return [city, ...areas].some(scope.answersFor) || parties.some((party) => party.partyId === partyId);
}
