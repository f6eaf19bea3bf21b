import type { Call } from "../../../shared/http/api-handler.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import type { Page } from "../../../shared/store/client.ts";
import type { ValuationPorts } from "../ports.ts";
import type { indexEndpoints } from "./contract.ts";
import type { StoredPoint } from "./store.ts";

/** Indexes by their ids. */
export async function listIndexes({ own }: ValuationPorts, { query }: Call<typeof indexEndpoints.listIndexes>) {
  const { items, ...rest } = await own.indexes(query);
  return accept({ response: { items: items.map(({ version: baskets, ...index }) => ({ ...index, baskets })), ...rest } });
}

/** Baskets of an index, the latest first. */
export async function listBaskets({ own }: ValuationPorts, { params, query }: Call<typeof indexEndpoints.listBaskets>) {
  return accept({ response: await own.baskets(params.indexId, query) });
}

/** An index by period, the latest first. */
export async function listIndexPoints({ own }: ValuationPorts, { params, query }: Call<typeof indexEndpoints.listIndexPoints>) {
  return accept({ response: pointsOnly(await own.points(params.indexId, query)) });
}

/** Every version of an index for a period, the latest first. */
export async function listIndexVersions({ own }: ValuationPorts, { params, query }: Call<typeof indexEndpoints.listIndexVersions>) {
  return accept({ response: pointsOnly(await own.pointVersions(params.indexId, params.period, query)) });
}

function pointsOnly({ items, ...rest }: Page<StoredPoint>) {
  return { items: items.map(({ point }) => point), ...rest };
}
