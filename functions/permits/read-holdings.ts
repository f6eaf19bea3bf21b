import type { Call } from "../../shared/http/api-handler.ts";
import type { Caller } from "../../shared/http/caller.ts";
import { covers } from "../../shared/kernel/areas.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { pageOfAreas } from "../../shared/store/area-pages.ts";
import type { permitsEndpoints } from "./contract.ts";
import type { PermitsPorts } from "./ports.ts";
import { readingArea } from "./scope.ts";
import { holdingView } from "./views.ts";

/** Lists the sites that may hold permits: a party's own, or those of an area within the caller's. */
export async function listPermitSites(ports: PermitsPorts, { caller, query }: Call<typeof permitsEndpoints.listPermitSites>) {
  if (caller.role === "enterprise")
    return accept({ response: await ports.members.sites(caller.partyId, { limit: query.limit, cursor: query.cursor }) });
  const area = query.area ?? readingArea(caller);
  if (!covers(readingArea(caller), area)) return refuse({ code: "not-found" });
  return accept({ response: await pageOfAreas(area, query, ports.permits.holdersIn) });
}

/** Lists the permits of a site by instrument; what was moved away or retired is left out, so a page may be shorter than asked. */
export async function listHoldings(ports: PermitsPorts, { caller, params, query }: Call<typeof permitsEndpoints.listHoldings>) {
  const { siteId } = params;
  if (!(await mayReadSite(ports, caller, siteId))) return refuse({ code: "not-found" });
  const { items, ...rest } = await ports.ledger.positions(siteAccount(siteId), "permit", query);
  const at = ports.clock.now();
  const held = items.filter((position) => !position.available.plus(position.held).isZero());
  return accept({ response: { items: held.map((position) => holdingView(position, at)), ...rest } });
}

async function mayReadSite({ members, permits }: PermitsPorts, caller: Caller, siteId: string): Promise<boolean> {
  if (caller.role === "enterprise") return (await members.site(caller.partyId, siteId)) !== undefined;
  const holder = await permits.holder(siteId);
  return holder !== undefined && covers(readingArea(caller), holder.area);
}
