import type { Call } from "../../shared/http/api-handler.ts";
import type { Caller } from "../../shared/http/caller.ts";
import { covers } from "../../shared/kernel/areas.ts";
import { plain } from "../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { need as needInstrument } from "../../shared/ledger/instrument.ts";
import { pageOfAreas } from "../../shared/store/area-pages.ts";
import type { permitsEndpoints } from "./contract.ts";
import type { PermitsPorts } from "./ports.ts";
import { readingArea } from "./scope.ts";
import { needView } from "./views.ts";

/** Whether something of a party in an area is the caller's to read. */
export function mayRead(caller: Caller, owned: { readonly partyId: string; readonly area: string }): boolean {
  return caller.role === "enterprise" ? owned.partyId === caller.partyId : covers(readingArea(caller), owned.area);
}

/** Reads a need and what is left of it. */
export async function readNeed(ports: PermitsPorts, { caller, params }: Call<typeof permitsEndpoints.readNeed>) {
  const need = await ports.permits.need(params.pollutant, params.project);
  if (!need || !mayRead(caller, need)) return refuse({ code: "not-found" });
  const { available, held } = await ports.ledger.position(siteAccount(need.siteId), needInstrument(need.pollutant, need.project));
  const usedTonnes = plain(need.tonnesToBuy.minus(available).minus(held));
  return accept({ response: { ...needView(need), availableTonnes: plain(available), heldTonnes: plain(held), usedTonnes } });
}

/** Lists needs: a party's own, or those of an area within the caller's. */
export async function listNeeds({ permits }: PermitsPorts, { caller, query }: Call<typeof permitsEndpoints.listNeeds>) {
  if (caller.role === "enterprise") {
    const { items, ...rest } = await permits.needsOf(caller.partyId, query);
    return accept({ response: { items: items.map(needView), ...rest } });
  }
  const area = query.area ?? readingArea(caller);
  if (!covers(readingArea(caller), area)) return refuse({ code: "not-found" });
  const { items, ...rest } = await pageOfAreas(area, query, permits.needsIn);
  return accept({ response: { items: items.map(needView), ...rest } });
}
