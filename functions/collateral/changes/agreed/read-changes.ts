import type { Call } from "../../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { answersFor, maySee } from "../../pledges/pledge-areas.ts";
import type { CollateralPorts } from "../../ports.ts";
import type { agreedEndpoints } from "./contract.ts";
import { changeView } from "./views.ts";

/** Reads a change, for those it concerns. */
export async function readPledgeChange({ own }: CollateralPorts, { caller, params }: Call<typeof agreedEndpoints.readPledgeChange>) {
  const row = await own.pledgeChange(params.changeId);
  if (!row) return refuse({ code: "not-found" });
  const { bankId, pledgorId, answererId } = row;
  const sees = [bankId, pledgorId, answererId].includes(caller.partyId) || (await answersFor(own, caller, row));
  return sees ? accept({ response: changeView(row) }) : refuse({ code: "not-found" });
}

/** Lists changes of a pledge, for those who are party to it and the authorities of its areas. */
export async function listPledgeChanges(
  { own }: CollateralPorts,
  { caller, params, query }: Call<typeof agreedEndpoints.listPledgeChanges>,
) {
  const pledge = await own.pledge(params.pledgeId);
  if (!pledge || !maySee(caller, pledge)) return refuse({ code: "not-found" });
  const page = await own.changesOfPledge(pledge.pledgeId, query);
  return accept({ response: { ...page, items: page.items.map(changeView) } });
}

/** Lists changes that the caller has to agree to or answered. */
export async function listChangesToAnswer({ own }: CollateralPorts, { caller, query }: Call<typeof agreedEndpoints.listChangesToAnswer>) {
  const page = await own.changesToAnswer(caller.partyId, query);
  return accept({ response: { ...page, items: page.items.map(changeView) } });
}
