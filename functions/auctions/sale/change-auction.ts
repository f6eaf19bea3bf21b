import type { WorkingCalendar } from "../../../shared/calendar/working-days.ts";
import type { Call } from "../../../shared/http/api-handler.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { type CommandCall, runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { areaOfLot } from "../auction.ts";
import { type auctionsEndpoints, auctionsFacts } from "../contract.ts";
import { auctionsLifecycles } from "../lifecycles.ts";
import type { AuctionsPorts } from "../ports.ts";
import type { AuctionsRefusal } from "../problems.ts";
import type { Auction } from "../rows.ts";
import { sellerOf } from "../sellers/sellers.ts";
import { auctionView, factBasics } from "../views.ts";
import type { AuctionState } from "../vocabulary.ts";
import { checkSchedule, checkTerm } from "./schedule-rules.ts";

/** Postpones an auction that has not closed: only one item changes, because no other item copies its times. Bids stay sealed and valid. */
export function postponeAuction(ports: AuctionsPorts, call: Call<typeof auctionsEndpoints.postponeAuction>) {
  const { schedule, reason } = call.body;
  return changeAuction(ports, call, { event: "postponeAuction", closesAt: schedule.closesAt }, ({ auction, at, calendar }) => {
    const scheduled = checkSchedule(schedule, at, auction.schedule);
    if (!scheduled.ok) return scheduled;
    const term = checkTerm(auction.terms, schedule, calendar);
    if (!term.ok) return term;
    const next: Auction = { ...auction, schedule, reason, postponements: auction.postponements + 1, version: auction.version + 1 };
    const parties = sellerOf(auction).parties(auction);
    const envelope = factEnvelopeOf(call.caller, at, { parties, areas: [areaOfLot(auction.terms)] });
    const data = { ...factBasics(auction), schedule, reason };
    return accept({ next, statements: [ports.own.state(auctionsFacts.auctionPostponed, { ...envelope, data })] });
  });
}

/** Cancels an auction that has not closed: the lot returns to its seller, every enrolment is released, no bid is ever opened. */
export function cancelAuction(ports: AuctionsPorts, call: Call<typeof auctionsEndpoints.cancelAuction>) {
  const { reason } = call.body;
  return changeAuction(ports, call, { event: "cancelAuction" }, ({ auction, state, at }) => {
    const { auctionId, terms } = auction;
    const next: Auction = { ...auction, state, reason, endedAt: at, version: auction.version + 1 };
    const seller = sellerOf(auction);
    const envelope = factEnvelopeOf(call.caller, at, { parties: seller.parties(auction), areas: [areaOfLot(terms)] });
    const entry = ports.ledger.newEntry({ ...envelope, cause: { kind: "cancellation", reference: auctionId } });
    const moves = seller.giveBack(entry, auction, terms.lot.quantity, at);
    const fact = ports.own.state(auctionsFacts.auctionCancelled, { ...envelope, data: { ...factBasics(auction), reason } });
    const ended = seller.ended(ports.own, auction, { outcome: "cancelled", awards: 0 }, envelope);
    return accept({ next, statements: [fact, ...ended, ...(moves ? entry.writes() : [])] });
  });
}

/** What happens to an auction before its close; `closesAt` is its new close, if that changes. */
interface Happening {
  readonly event: "postponeAuction" | "cancelAuction";
  readonly closesAt?: string;
}
/** What a change is decided on: the auction with its state after the event. */
interface Running {
  readonly auction: Auction;
  readonly state: AuctionState;
  readonly at: string;
  readonly calendar: WorkingCalendar;
}
interface Change {
  readonly next: Auction;
  /** The fact, and the ledger entry where permits move. */
  readonly statements: readonly WriteFragment<never>[];
}

/** Changes an auction before its close, as long as closing has not started. */
function changeAuction(
  ports: AuctionsPorts,
  call: CommandCall & { readonly params: { readonly auctionId: string } },
  { event, closesAt }: Happening,
  change: (running: Running) => Outcome<Change, AuctionsRefusal>,
) {
  const { own, clock, calendars } = ports;
  return runCommand<ReturnType<typeof auctionView>, AuctionsRefusal>(ports, call, async () => {
    const auction = await own.auction(call.params.auctionId);
    if (!auction) return refuse({ code: "not-found" });
    const at = clock.now();
    const { state, schedule } = auction;
    const after = next(auctionsLifecycles.auction, state, event);
    if (!after.ok) return refuse({ code: "auction-not-running", state });
    if (at >= schedule.closesAt) return refuse({ code: "auction-not-running", state: "closing" });
    const calendar = await calendars.from(closesAt ?? schedule.closesAt);
    const changed = change({ auction, state: after.value, at, calendar });
    if (!changed.ok) return changed;
    const { next: changedAuction, statements } = changed.value;
    return accept({ response: auctionView(changedAuction, at, calendar), writes: [...own.auctionPuts(changedAuction), ...statements] });
  });
}
