import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { ownOrInArea, scopeOf } from "../../../shared/members/scope.ts";
import type { AllowancePorts } from "../ports.ts";
import type { surrenderEndpoints } from "./contract.ts";
import { obligationView, surrenderView } from "./views.ts";

/** Lists obligations. */
export async function listSurrenderObligations(
  { own }: AllowancePorts,
  { caller, query }: Call<typeof surrenderEndpoints.listSurrenderObligations>,
) {
  const page = await ownOrInArea(caller, query, own.obligationsOf, own.obligationsIn);
  return page.ok ? accept({ response: { ...page.value, items: page.value.items.map(obligationView) } }) : page;
}

/** Reads an obligation. */
export async function readSurrenderObligation(
  { own }: AllowancePorts,
  { caller, params }: Call<typeof surrenderEndpoints.readSurrenderObligation>,
) {
  const found = await own.obligation(params.partyId, params.year);
  if (!found || !scopeOf(caller).sees({ partyId: found.partyId, areas: [found.area] })) return refuse({ code: "not-found" });
  return accept({ response: obligationView(found) });
}

/** Lists the surrenders of an obligation. */
export async function listSurrenders({ own }: AllowancePorts, { caller, params, query }: Call<typeof surrenderEndpoints.listSurrenders>) {
  const found = await own.obligation(params.partyId, params.year);
  if (!found || !scopeOf(caller).sees({ partyId: found.partyId, areas: [found.area] })) return refuse({ code: "not-found" });
  const page = await own.surrenders(params, query);
  return accept({ response: { ...page, items: page.items.map(surrenderView) } });
}
