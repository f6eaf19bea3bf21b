import type { Call } from "../../shared/http/api-handler.ts";
import { dayOf } from "../../shared/kernel/calendar.ts";
import { zero } from "../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { licenceInForce } from "../../shared/members/licence-in-force.ts";
import { pageInScope, type ScopedCaller, scopeOf } from "../../shared/members/scope.ts";
import type { Site } from "../../shared/members/sites.ts";
import type { permitsEndpoints } from "./contract.ts";
import type { PermitsPorts } from "./ports.ts";
import { holdingView } from "./views.ts";

/** Lists the sites that may hold permits: enterprises see their own, authorities those of an area in their scope. */
export async function listPermitSites({ members }: PermitsPorts, { caller, query }: Call<typeof permitsEndpoints.listPermitSites>) {
  const scope = scopeOf(caller);
  const { limit, cursor } = query;
  if (scope.area === undefined) return accept({ response: await members.sites(caller.partyId, { limit, cursor }) });
  const page = await pageInScope(scope, query, (area, request) => members.sitesIn(area, request));
  return page.ok ? accept({ response: page.value }) : page;
}

/** Lists the permits of a site by instrument; empty positions are left out, so a page may be shorter than requested. */
export async function listHoldings(ports: PermitsPorts, { caller, params, query }: Call<typeof permitsEndpoints.listHoldings>) {
  const { siteId } = params;
  const site = await siteInReach(ports, caller, siteId);
  if (!site) return refuse({ code: "not-found" });
  const [{ items, ...rest }, recorded] = await Promise.all([
    ports.ledger.positions(siteAccount(siteId), "permit", query),
    ports.licenceRecords.recordedTonnes(siteId),
  ]);
  const at = ports.clock.now();
  const inForce = licenceInForce(site, dayOf(at));
  const held = items.filter((position) => !position.available.plus(position.held).isZero());
  const views = held.map((position) => holdingView(position, { at, inForce, recordedTonnes: recorded.get(position.instrument) ?? zero }));
  return accept({ response: { items: views, ...rest } });
}

/** A site that the caller may see: enterprises all of their own, authorities those in their area. */
async function siteInReach({ members }: PermitsPorts, caller: ScopedCaller, siteId: string): Promise<Site | undefined> {
  const scope = scopeOf(caller);
  if (scope.area === undefined) return members.site(caller.partyId, siteId);
  const holder = await members.holder(siteId);
  return holder && scope.answersFor(holder.area) ? members.site(holder.partyId, siteId) : undefined;
}
