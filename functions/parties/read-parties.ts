import type { Call } from "../../shared/http/api-handler.ts";
import { areas } from "../../shared/kernel/areas.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { pageInScope, scopeOf } from "../../shared/members/scope.ts";
import { pollutants, pools } from "../../shared/permits/pools.ts";
import type { partiesEndpoints } from "./contract.ts";
import type { PartiesPorts } from "./ports.ts";
import { partyView } from "./views.ts";

/** Areas, pools and pollutants; public. */
export async function listAreas() {
  return accept({ response: { areas: [...areas], pools: [...pools], pollutants: [...pollutants] } });
}

/** The party the caller acts for, whatever its standing. */
export async function readOwnParty(_ports: PartiesPorts, { caller }: Call<typeof partiesEndpoints.readOwnParty>) {
  const { party, member } = caller;
  if (!party || !member) return refuse({ code: "not-found" });
  const { role, function: own, letter } = member;
  return accept({ response: { ...partyView(party), role, function: own, ...(letter && { letter }) } });
}

/** Parties of an area and its sub-areas. */
export async function listParties({ own }: PartiesPorts, { caller, query }: Call<typeof partiesEndpoints.listParties>) {
  const page = await pageInScope(scopeOf(caller), query, own.partiesIn);
  if (!page.ok) return page;
  const { items, ...rest } = page.value;
  return accept({ response: { items: items.map(partyView), ...rest } });
}

/** A party in the caller's area. */
export async function readParty({ own }: PartiesPorts, { caller, params }: Call<typeof partiesEndpoints.readParty>) {
  const party = await own.party(params.partyId);
  return party && scopeOf(caller).answersFor(party.area) ? accept({ response: partyView(party) }) : refuse({ code: "not-found" });
}
