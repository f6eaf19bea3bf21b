import type { Call } from "../../shared/http/api-handler.ts";
import type { Caller } from "../../shared/http/caller.ts";
import { areas, city, covers, pollutants, pools } from "../../shared/kernel/areas.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { pageOfAreas } from "../../shared/store/area-pages.ts";
import type { partiesEndpoints } from "./contract.ts";
import type { PartiesPorts } from "./ports.ts";
import { partyView } from "./views.ts";

/** Areas, pools and pollutants, for everybody. */
export async function listAreas() {
  return accept({ response: { areas: [...areas], pools: [...pools], pollutants: [...pollutants] } });
}

/** The party the caller acts for, whatever its standing. */
export async function readOwnParty(_ports: PartiesPorts, { caller }: Call<typeof partiesEndpoints.readOwnParty>) {
  return caller.party ? accept({ response: { ...partyView(caller.party), role: caller.role } }) : refuse({ code: "not-found" });
}

/** Parties of an area and of what belongs to it. */
export async function listParties({ parties }: PartiesPorts, { caller, query }: Call<typeof partiesEndpoints.listParties>) {
  const area = query.area ?? readingArea(caller);
  if (!covers(readingArea(caller), area)) return refuse({ code: "not-found" });
  const { items, ...rest } = await pageOfAreas(area, query, parties.partiesIn);
  return accept({ response: { items: items.map(partyView), ...rest } });
}

/** A party of the caller's area. */
export async function readParty({ members }: PartiesPorts, { caller, params }: Call<typeof partiesEndpoints.readParty>) {
  const party = await members.party(params.partyId);
  return party && covers(readingArea(caller), party.area) ? accept({ response: partyView(party) }) : refuse({ code: "not-found" });
}

/** Sites of a party: the caller's own, or of a party of the caller's area. */
export async function listSites({ members }: PartiesPorts, { caller, query }: Call<typeof partiesEndpoints.listSites>) {
  const partyId = query.partyId ?? caller.partyId;
  if (partyId !== caller.partyId) {
    const party = caller.role === "enterprise" ? undefined : await members.party(partyId);
    if (!party || !covers(readingArea(caller), party.area)) return refuse({ code: "not-found" });
  }
  const { items, ...rest } = await members.sites(partyId, query);
  return accept({ response: { items: items.map(({ version: _version, ...site }) => site), ...rest } });
}

/** The operator serves the whole city, authorities answer for their own area. */
function readingArea(caller: Caller): string {
  return caller.role === "operator" ? city : caller.area;
}
