import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { pageInScope, scopeOf } from "../../../shared/members/scope.ts";
import type { licencesEndpoints } from "../contract.ts";
import type { LicencesPorts } from "../ports.ts";
import { recordView } from "../views.ts";
import { siteInReach } from "./site-in-reach.ts";

/** What stands in a site's licence, by instrument. */
export async function listSiteRecords(
  { own, members }: LicencesPorts,
  { caller, params, query }: Call<typeof licencesEndpoints.listSiteRecords>,
) {
  if (!(await siteInReach(members, caller, params.siteId))) return refuse({ code: "not-found" });
  const { items, ...rest } = await own.records(params.siteId, query);
  return accept({ response: { items: items.map(recordView), ...rest } });
}

/** Records of an authority's area, declarations that wait for the bureau first. */
export async function listRecords({ own }: LicencesPorts, { caller, query }: Call<typeof licencesEndpoints.listRecords>) {
  const { state, ...request } = query;
  const page = await pageInScope(scopeOf(caller), request, (area, of) => own.recordsIn(area, of, state));
  if (!page.ok) return page;
  const { items, ...rest } = page.value;
  return accept({ response: { items: items.map(recordView), ...rest } });
}
