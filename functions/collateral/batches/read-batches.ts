import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import type { CollateralPorts } from "../ports.ts";
import type { batchesEndpoints } from "./contract.ts";
import { batchView } from "./views.ts";

/** Reads a batch of the calling bank. */
export async function readPledgeBatch({ own }: CollateralPorts, { caller, params }: Call<typeof batchesEndpoints.readPledgeBatch>) {
  const found = await own.batch(params.batchId);
  return found?.bankId === caller.partyId ? accept({ response: batchView(found) }) : refuse({ code: "not-found" });
}

/** Lists the pledges of a batch of the calling bank. */
export async function listBatchPledges(
  { own }: CollateralPorts,
  { caller, params, query }: Call<typeof batchesEndpoints.listBatchPledges>,
) {
  const found = await own.batch(params.batchId);
  if (found?.bankId !== caller.partyId) return refuse({ code: "not-found" });
  return accept({ response: await own.batchPledges(params.batchId, query) });
}
