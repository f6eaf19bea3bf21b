import type { Call } from "../../../shared/http/api-handler.ts";
import { covers } from "../../../shared/kernel/areas.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { pageInScope, scopeOf } from "../../../shared/members/scope.ts";
import type { Site } from "../../../shared/members/sites.ts";
import type { partiesEndpoints } from "../contract.ts";
import type { PartiesPorts } from "../ports.ts";
import { siteView } from "../views.ts";

/** A site, for its holder and the authorities that may list it: those of its area, and those of the area its holder is registered in. */
export async function readSite({ own, clock }: PartiesPorts, { caller, params }: Call<typeof partiesEndpoints.readSite>) {
  const holder = await own.holder(params.siteId);
  if (!holder) return refuse({ code: "not-found" });
  const { partyId, area } = holder;
  const [party, site] = await Promise.all([own.party(partyId), own.site(partyId, params.siteId)]);
  const seen = party && scopeOf(caller).sees({ partyId, areas: [area, party.area] });
  return seen && site ? accept({ response: siteView(site, dayOf(clock.now())) }) : refuse({ code: "not-found" });
}

/** Sites: the caller's own, those of a party in the caller's area, or all of an authority's area, those to confirm first. */
export async function listSites({ own, clock }: PartiesPorts, { caller, query }: Call<typeof partiesEndpoints.listSites>) {
  const scope = scopeOf(caller);
  const today = dayOf(clock.now());
  const viewed = (site: Site) => siteView(site, today);
  const { state, ...request } = query;
  const partyId = query.partyId ?? (scope.area === undefined ? caller.partyId : undefined);
  if (partyId === undefined) {
    const page = await pageInScope(scope, request, (area, of) => own.sitesIn(area, of, state));
    if (!page.ok) return page;
    const { items, ...rest } = page.value;
    return accept({ response: { items: items.map(viewed), ...rest } });
  }
  if (partyId !== caller.partyId) {
    const party = await own.party(partyId);
    if (!party || !scope.answersFor(party.area)) return refuse({ code: "not-found" });
  }
  const { items, ...rest } = await own.sites(partyId, { limit: query.limit, cursor: query.cursor });
  const wanted = items.filter((site) => (!state || site.state === state) && (!query.area || covers(query.area, site.area)));
  return accept({ response: { items: wanted.map(viewed), ...rest } });
}
