import type { Call } from "../../shared/http/api-handler.ts";
import { plain } from "../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { pageInScope, scopeOf } from "../../shared/members/scope.ts";
import { need as needInstrument } from "../../shared/permits/instruments.ts";
import type { permitsEndpoints } from "./contract.ts";
import type { PermitsPorts } from "./ports.ts";
import { needView } from "./views.ts";

/** Reads a need and what is left of it. */
export async function readNeed({ own, ledger }: PermitsPorts, { caller, params }: Call<typeof permitsEndpoints.readNeed>) {
  const need = await own.need(params.pollutant, params.project);
  if (!need || !scopeOf(caller).sees({ areas: [need.area], partyId: need.partyId })) return refuse({ code: "not-found" });
  const { available, held } = await ledger.position(siteAccount(need.siteId), needInstrument(need.pollutant, need.project));
  const usedTonnes = plain(need.tonnesToBuy.minus(available).minus(held));
  return accept({ response: { ...needView(need), availableTonnes: plain(available), heldTonnes: plain(held), usedTonnes } });
}

/** Lists needs: enterprises see their own, authorities those of an area in their scope. */
export async function listNeeds({ own }: PermitsPorts, { caller, query }: Call<typeof permitsEndpoints.listNeeds>) {
  const scope = scopeOf(caller);
  const page = scope.area === undefined ? accept(await own.needsOf(caller.partyId, query)) : await pageInScope(scope, query, own.needsIn);
  if (!page.ok) return page;
  const { items, ...rest } = page.value;
  return accept({ response: { items: items.map(needView), ...rest } });
}
