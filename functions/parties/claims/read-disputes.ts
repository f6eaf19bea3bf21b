import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import type { partiesEndpoints } from "../contract.ts";
import type { PartiesPorts } from "../ports.ts";
import { disputeView } from "./views.ts";

/** Disputes that wait for the operator, or decided ones. */
export async function listDisputes({ own }: PartiesPorts, { query }: Call<typeof partiesEndpoints.listDisputes>) {
  const { items, ...rest } = await own.disputes(query.decided === "true", query);
  return accept({ response: { items: items.map(disputeView), ...rest } });
}

/** A dispute, for its claimant, the party that registered and the admitted operator. */
export async function readDispute({ own }: PartiesPorts, { caller, params }: Call<typeof partiesEndpoints.readDispute>) {
  const dispute = await own.dispute(params.partyId, params.disputeId);
  const { subject, partyId, role, party } = caller;
  const concerned =
    dispute?.claimantSubject === subject || dispute?.partyId === partyId || (role === "operator" && party?.standing === "admitted");
  return dispute && concerned ? accept({ response: disputeView(dispute) }) : refuse({ code: "not-found" });
}
