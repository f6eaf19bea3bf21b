import type { Call } from "../../shared/http/api-handler.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { pageInScope, type ScopedCaller, scopeOf } from "../../shared/members/scope.ts";
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
  if (!(await seesSite(ports, caller, siteId))) return refuse({ code: "not-found" });
  const { items, ...rest } = await ports.ledger.positions(siteAccount(siteId), "permit", query);
  const at = ports.clock.now();
  const held = items.filter((position) => !position.available.plus(position.held).isZero());
  return accept({ response: { items: held.map((position) => holdingView(position, at)), ...rest } });
}

/** Enterprises see all of their own sites, authorities those in their area. */
async function seesSite({ members }: PermitsPorts, caller: ScopedCaller, siteId: string): Promise<boolean> {
  const scope = scopeOf(caller);
  if (scope.area === undefined) return (await members.site(caller.partyId, siteId)) !== undefined;
  const holder = await members.holder(siteId);
  return holder !== undefined && scope.answersFor(holder.area);
}
