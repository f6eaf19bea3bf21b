import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { areaOfLot } from "../auction.ts";
import type { auctionsEndpoints } from "../contract.ts";
import type { AuctionsPorts } from "../ports.ts";
import { resultObjectionView } from "./view.ts";

/** Objections to a result: all for who supervises it, the caller's own for everybody else. */
export async function listResultObjections({ own }: AuctionsPorts, call: Call<typeof auctionsEndpoints.listResultObjections>) {
  const { caller, params, query } = call;
  const auction = await own.auction(params.auctionId);
  const scope = scopeOf(caller);
  if (!auction || (scope.area !== undefined && !scope.answersFor(areaOfLot(auction.terms)))) return refuse({ code: "not-found" });
  const { auctionId } = auction;
  if (scope.area === undefined) {
    const objection = await own.resultObjection({ auctionId, partyId: caller.partyId });
    return accept({ response: { items: objection ? [resultObjectionView(objection)] : [] } });
  }
  const { items, ...rest } = await own.resultObjections(auctionId, query);
  return accept({ response: { items: items.map(resultObjectionView), ...rest } });
}
