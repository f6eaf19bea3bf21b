import type { Call } from "../../../shared/http/api-handler.ts";
import { city } from "../../../shared/kernel/areas.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import type { Reading } from "../../../shared/members/readings.ts";
import type { readingsEndpoints } from "./contract.ts";
import type { ReadingPorts } from "./record-reading.ts";

/** Readings that their parties must not see: whoever is responsible for the whole city supervises them, those of its own bureau included. */
export async function listConcealedReadings(
  { readings }: Pick<ReadingPorts, "readings">,
  { caller, query }: Call<typeof readingsEndpoints.listConcealedReadings>,
) {
  if (caller.area !== city) return refuse({ code: "not-found" });
  const { partyId, ...request } = query;
  const page = await readings.concealedReadings(partyId, request);
  return accept({ response: { ...page, items: page.items.map(concealedView) } });
}

function concealedView({ kinds, concealedFor, ...reading }: Reading) {
  return { ...reading, kinds: [...kinds], concealedFor: required(concealedFor, "investigation of a concealed reading") };
}
