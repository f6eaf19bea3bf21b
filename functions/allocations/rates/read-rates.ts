import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import type { allocationsEndpoints } from "../contract.ts";
import type { AllocationsPorts } from "../ports.ts";
import { rateTableView } from "../views.ts";

/** Lists the tables of rates, each with its newest version. */
export async function listRateTables({ own }: AllocationsPorts, { query }: Call<typeof allocationsEndpoints.listRateTables>) {
  const { items, ...rest } = await own.rateTables(query);
  return accept({ response: { items: items.map(rateTableView), ...rest } });
}

/** Lists the versions of a table, newest first. */
export async function listRateVersions({ own }: AllocationsPorts, { params, query }: Call<typeof allocationsEndpoints.listRateVersions>) {
  const { items, ...rest } = await own.ratesVersions(params.rateTableId, query);
  if (items.length === 0 && query.cursor === undefined) return refuse({ code: "not-found" });
  return accept({ response: { items: items.map(rateTableView), ...rest } });
}
