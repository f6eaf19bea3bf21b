import type { Call } from "../../../shared/http/api-handler.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { isExpired } from "../../../shared/ledger/instrument.ts";
import { pageInScope, scopeOf } from "../../../shared/members/scope.ts";
import type { LicenceRecord } from "../../../shared/permits/licence-records.ts";
import type { licencesEndpoints } from "../contract.ts";
import type { LicencesPorts } from "../ports.ts";
import { recordView } from "../views.ts";
import { siteInReach } from "./site-in-reach.ts";

/** What stands in a site's licence, by instrument. */
export async function listSiteRecords(
  { own, members, clock }: LicencesPorts,
  { caller, params, query }: Call<typeof licencesEndpoints.listSiteRecords>,
) {
  if (!(await siteInReach(members, caller, params.siteId))) return refuse({ code: "not-found" });
  const { items, ...rest } = await own.records(params.siteId, query);
  return accept({ response: { items: stillListed(items, clock.now()).map(recordView), ...rest } });
}

/** Records of an authority's area, declarations that wait for the bureau first. */
export async function listRecords({ own, clock }: LicencesPorts, { caller, query }: Call<typeof licencesEndpoints.listRecords>) {
  const { state, ...request } = query;
  const page = await pageInScope(scopeOf(caller), request, (area, of) => own.recordsIn(area, of, state));
  if (!page.ok) return page;
  const { items, ...rest } = page.value;
  return accept({ response: { items: stillListed(items, clock.now()).map(recordView), ...rest } });
}

/** Without delivered permits whose term is over before anybody declared or recorded them: there is nothing to record any more. */
function stillListed(records: readonly LicenceRecord[], at: Instant): LicenceRecord[] {
  return records.filter(({ state, instrument }) => state !== "missing" || !isExpired(instrument, at));
}
