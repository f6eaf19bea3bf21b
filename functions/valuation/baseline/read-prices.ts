import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import type { ValuationPorts } from "../ports.ts";
import type { baselineEndpoints } from "./contract.ts";
import { baselineInForce } from "./in-force.ts";

/** Baseline prices of an item for an area, the newest effective date first. */
export async function listBaselinePrices({ own }: ValuationPorts, { query }: Call<typeof baselineEndpoints.listBaselinePrices>) {
  const { item, area, ...page } = query;
  return accept({ response: await own.baselines({ item, area }, page) });
}

/** Every version of a baseline price, the latest first. */
export async function listBaselineVersions(
  { own }: ValuationPorts,
  { params, query }: Call<typeof baselineEndpoints.listBaselineVersions>,
) {
  return accept({ response: await own.baselineVersions(params.priceId, query) });
}

/** The baseline price that counts on a day. */
export async function readBaselineInForce(ports: ValuationPorts, { query }: Call<typeof baselineEndpoints.readBaselineInForce>) {
  const { item, area, day } = query;
  const price = await baselineInForce(ports, query, day);
  return price ? accept({ response: price }) : refuse({ code: "no-baseline-in-force", item, area, day });
}
