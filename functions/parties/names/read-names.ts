import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { pageInScope, scopeOf } from "../../../shared/members/scope.ts";
import type { partiesEndpoints } from "../contract.ts";
import type { PartiesPorts } from "../ports.ts";
import { nameView } from "./views.ts";

/** Names of parties in the caller's area that match, former ones included. */
export async function searchNames({ own }: PartiesPorts, { caller, query }: Call<typeof partiesEndpoints.searchNames>) {
  const page = await pageInScope(scopeOf(caller), query, (area, request) => own.namesLike(area, query, request));
  if (!page.ok) return page;
  const { items, ...rest } = page.value;
  return accept({ response: { items: items.map(nameView), ...rest } });
}

/** Every name of a party in the caller's area. */
export async function listNames({ own }: PartiesPorts, { caller, params, query }: Call<typeof partiesEndpoints.listNames>) {
  const party = await own.party(params.partyId);
  if (!party || !scopeOf(caller).answersFor(party.area)) return refuse({ code: "not-found" });
  const { items, ...rest } = await own.namePage(party.partyId, query);
  return accept({ response: { items: items.map(nameView), ...rest } });
}
