import type { Call } from "../../../shared/http/api-handler.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { areaOfLot, phaseOf } from "../auction.ts";
import type { auctionsEndpoints } from "../contract.ts";
import type { AuctionsPorts } from "../ports.ts";
import type { Auction } from "../rows.ts";
import { enrolledView, enrolmentView } from "../views.ts";

/** The caller's own enrolments, each with its auction as it is now. */
export async function listOwnEnrolments(
  { own, clock }: AuctionsPorts,
  { caller, query }: Call<typeof auctionsEndpoints.listOwnEnrolments>,
) {
  const { auctionId, ...page } = query;
  const { items, ...rest } = await own.enrolmentsOf(caller.partyId, auctionId, page);
  const auctions = await own.auctionsById(items.map((enrolment) => enrolment.auctionId));
  const at = clock.now();
  const rows = items.map((enrolment) => {
    const auction = required(auctions.get(enrolment.auctionId), "auction of an enrolment");
    return { ...enrolmentView(enrolment), auction: auctionOfEnrolmentView(auction, at) };
  });
  return accept({ response: { items: rows, ...rest } });
}

function auctionOfEnrolmentView(auction: Auction, at: string) {
  const { terms, schedule, state } = auction;
  const { title, documentNumber, lot } = terms;
  return { title, documentNumber, pollutant: lot.pollutant, pool: lot.pool, state, phase: phaseOf(auction, at), schedule };
}

/** Who is enrolled in an auction, for the operator and the authorities of its pool. */
export async function listEnrolments({ own }: AuctionsPorts, { caller, params, query }: Call<typeof auctionsEndpoints.listEnrolments>) {
  const auction = await own.auction(params.auctionId);
  if (!auction || !scopeOf(caller).sees({ areas: [areaOfLot(auction.terms)] })) return refuse({ code: "not-found" });
  const { items, ...rest } = await own.enrolmentPage(auction.auctionId, query);
  return accept({ response: { items: items.map(enrolledView), ...rest } });
}
