import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import type { enforcementEndpoints } from "./contract.ts";
import type { EnforcementPorts } from "./ports.ts";
import { enforcementView } from "./views.ts";

/** An enforcement, for its bank, its pledgor, who takes over, and the authorities of its area; with the auction where one is announced. */
export async function readEnforcement(
  { own, sales }: EnforcementPorts,
  { caller, params }: Call<typeof enforcementEndpoints.readEnforcement>,
) {
  const enforcement = await own.enforcement(params.enforcementId);
  if (!enforcement) return refuse({ code: "not-found" });
  const { bankId, pledgorId, takeOver, area } = enforcement;
  const isOwn = [bankId, pledgorId, takeOver?.partyId].includes(caller.partyId);
  if (!isOwn && !scopeOf(caller).answersFor(area)) return refuse({ code: "not-found" });
  const auctionId = enforcement.auctionId ?? (await sales.announcedSale(enforcement.enforcementId));
  return accept({
    response: enforcementView({ ...enforcement, ...(auctionId !== undefined && { auctionId }) }, viewer(caller, pledgorId)),
  });
}

/** Enforcements of the calling bank or pledgor; for the operator, of a bank that it names. */
export async function listEnforcements({ own }: EnforcementPorts, { caller, query }: Call<typeof enforcementEndpoints.listEnforcements>) {
  const { bankId, ...request } = query;
  const isOperator = caller.role === "operator";
  const ofBank = isOperator ? bankId : caller.role === "bank" ? caller.partyId : undefined;
  const { items, ...rest } =
    ofBank === undefined ? await own.enforcementsOfPledgor(caller.partyId, request) : await own.enforcementsOfBank(ofBank, request);
  return accept({ response: { items: items.map((each) => enforcementView(each, viewer(caller, each.pledgorId))), ...rest } });
}

/** An enterprise that only takes over sees no more of the payments than a bank does. */
function viewer({ role, partyId }: { readonly role: string; readonly partyId: string }, pledgorId: string) {
  return { role: role === "enterprise" && partyId !== pledgorId ? "bank" : role, partyId };
}
