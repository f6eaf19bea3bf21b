import type { Call } from "../../../shared/http/api-handler.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { type auctionsEndpoints, auctionsFacts } from "../contract.ts";
import { auctionsLifecycles } from "../lifecycles.ts";
import type { BiddingPorts } from "../ports.ts";
import type { AuctionsRefusal } from "../problems.ts";
import type { Auction, Enrolment } from "../rows.ts";
import { checkEnrolmentOpen } from "../sale/enrolment-rules.ts";
import { type EnrolmentHolds, release } from "../settlement/entries.ts";
import { readHolds } from "../settlement/pending-enrolment.ts";
import { areasOfTrade, tradeParticulars } from "../trade.ts";
import { enrolmentView } from "../views.ts";

type WithdrawCall = Call<typeof auctionsEndpoints.withdrawEnrolment>;

/**
 * Withdraws one of the caller's enrolments: one transaction releases need and deposit, ends the enrolment and empties its sheet to a
 * tombstone. A bid in flight either commits before it, and is withdrawn as well or refuses the withdrawal, or finds the tombstone. Whether
 * there is a bid is decided by the condition on the sheet: the sheet is not read.
 */
export function withdrawEnrolment(ports: BiddingPorts, call: WithdrawCall) {
  const { auctions, clock, own } = ports;
  const { caller, params } = call;
  // The table of bidding has no stream: fact and command row belong to the auctions' own.
  return runCommand<ReturnType<typeof enrolmentView>, AuctionsRefusal>({ ...ports, own: auctions }, call, async () => {
    const [auction, enrolment] = await Promise.all([auctions.auction(params.auctionId), auctions.enrolment(params)]);
    if (!auction || enrolment?.partyId !== caller.partyId) return refuse({ code: "not-found" });
    const at = clock.now();
    const open = checkEnrolmentOpen(auction, at);
    if (!open.ok) return open;
    // Without pending holds it was withdrawn or released between the two reads.
    const holds = enrolment.state === "enrolled" ? await readHolds(ports, auction, enrolment) : undefined;
    if (!holds) return refuse({ code: "not-enrolled" });
    const { rule } = auction.terms.revision;
    const next: Enrolment = {
      ...enrolment,
      state: stateAfter(auctionsLifecycles.enrolment, enrolment.state, "withdrawEnrolment"),
      version: enrolment.version + 1,
    };
    return accept({
      response: enrolmentView(next),
      endsBy: auction.schedule.enrolsUntil,
      // The enrolment first: where it has changed, the state of its sheet means nothing.
      writes: [
        auctions.enrolmentPut(next),
        own.sheetWithdrawn<AuctionsRefusal>(params, rule === "free", { code: "revision-not-allowed", rule }),
        ...statements(ports, call, { auction, enrolment, holds, at }),
      ],
    });
  });
}

/** The fact, which does not tell whether there was a bid, and the ledger entry that releases need and deposit. */
function statements(
  { auctions, ledger }: BiddingPorts,
  { caller }: WithdrawCall,
  withdrawn: { readonly auction: Auction; readonly enrolment: Enrolment; readonly holds: EnrolmentHolds; readonly at: string },
): WriteFragment<AuctionsRefusal>[] {
  const { auction, enrolment, holds, at } = withdrawn;
  const { enrolmentId, partyId } = enrolment;
  const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: areasOfTrade(auction.terms, enrolment) });
  const entry = ledger.newEntry<AuctionsRefusal>({ ...envelope, cause: { kind: "withdrawal", reference: enrolmentId } });
  release(entry, holds);
  const data = tradeParticulars(auction, enrolment);
  return [auctions.state(auctionsFacts.enrolmentWithdrawn, { ...envelope, data }), ...entry.writes()];
}
