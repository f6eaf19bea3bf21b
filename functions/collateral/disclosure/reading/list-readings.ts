import type { Call } from "../../../../shared/http/api-handler.ts";
import { areasAround, city } from "../../../../shared/kernel/areas.ts";
import { accept } from "../../../../shared/kernel/outcome.ts";
import type { Reading } from "../../../../shared/members/readings.ts";
import type { SiteReader } from "../../../../shared/members/sites.ts";
import type { DisclosurePorts } from "../ports.ts";
import type { readingEndpoints } from "./contract.ts";

/** Lists who read the data of the caller's party, or listed what lies in its areas. */
export async function listReadings({ readings, members }: DisclosurePorts, { caller, query }: Call<typeof readingEndpoints.listReadings>) {
  const { about, ...request } = query;
  const page =
    about === "firm"
      ? await readings.readingsOf(caller.partyId, request)
      : await readings.readingsOfAreas(await areasOf(members, caller), request);
  return accept({ response: { ...page, items: page.items.map(readingView) } });
}

/** The areas in which a party or one of its sites lies, with all around them: whoever lists one of them may see it. */
async function areasOf(members: SiteReader, { partyId, area }: { readonly partyId: string; readonly area: string }): Promise<string[]> {
  const areas = new Set([city, ...areasAround(area)]);
  let cursor: string | undefined;
  do {
    const page = await members.sites(partyId, { limit: 100, cursor });
    for (const site of page.items) for (const around of areasAround(site.area)) areas.add(around);
    cursor = page.nextCursor;
  } while (cursor);
  return [...areas].sort();
}

/** A reading as its party sees it: its area is told where that was listed. */
function readingView({ partyId, area, concealedFor: _concealedFor, kinds, ...reading }: Reading) {
  return { ...reading, kinds: [...kinds], ...(partyId === undefined && { area }) };
}
