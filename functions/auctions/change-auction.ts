import type { Call } from "../../shared/http/api-handler.ts";
import { newId } from "../../shared/kernel/ids.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { escrowAccount, reserveAccount } from "../../shared/ledger/account.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { permitOf, returnPermits } from "../../shared/ledger/permit-issue.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factWrite } from "../../shared/store/fact-store.ts";
import { areaOfLot, checkSchedule, checkTerm, permitLot } from "./auction.ts";
import { type auctionsEndpoints, auctionsFacts } from "./contract.ts";
import type { AuctionsPorts } from "./ports.ts";
import type { AuctionsRefusal } from "./refusals.ts";
import { type Auction, auctionPut } from "./store.ts";
import { auctionView, factBasics } from "./views.ts";

type View = ReturnType<typeof auctionView>;

/** Postpones an auction that has not closed: one item changes, because nothing copies its times. Bids stay sealed and valid. */
export function postponeAuction(ports: AuctionsPorts, { caller, params, body, key }: Call<typeof auctionsEndpoints.postponeAuction>) {
  const { tables, clock, auctions, dynamo } = ports;
  const command = { table: tables.Auctions, party: caller.partyId, operation: "postponeAuction", key, input: { params, body } };
  return runCommand<View, AuctionsRefusal>({ dynamo, clock }, command, async () => {
    const auction = await auctions.auction(params.auctionId);
    if (!auction) return refuse({ code: "not-found" });
    const at = clock.now();
    if (!isRunning(auction, at)) return notRunning(auction);
    const checked = checkSchedule(body.schedule, at, auction.schedule);
    if (!checked.ok) return checked;
    const term = checkTerm(auction.terms, body.schedule);
    if (!term.ok) return term;
    const { schedule, reason } = body;
    const next = { ...auction, schedule, reason, postponements: auction.postponements + 1, version: auction.version + 1 };
    const envelope = { factId: newId(at), occurredAt: at, actor: caller.subject, parties: [], area: areaOfLot(auction.terms) };
    const data = { ...factBasics(auction), schedule, reason };
    const fact = factWrite(tables.Auctions, auctionsFacts.auctionPostponed, { ...envelope, data });
    return accept({ response: auctionView(next, at), writes: [auctionPut(tables.Auctions, next), fact] });
  });
}

/** Cancels an auction that has not closed: the lot returns to the reserve, every enrolment is released by pages, no bid is ever opened. */
export function cancelAuction(ports: AuctionsPorts, { caller, params, body, key }: Call<typeof auctionsEndpoints.cancelAuction>) {
  const { tables, clock, auctions, dynamo } = ports;
  const command = { table: tables.Auctions, party: caller.partyId, operation: "cancelAuction", key, input: { params, body } };
  return runCommand<View, AuctionsRefusal>({ dynamo, clock }, command, async () => {
    const auction = await auctions.auction(params.auctionId);
    if (!auction) return refuse({ code: "not-found" });
    const at = clock.now();
    if (!isRunning(auction, at)) return notRunning(auction);
    const { reason } = body;
    const next: Auction = { ...auction, state: "cancelled", reason, endedAt: at, version: auction.version + 1 };
    const envelope = { factId: newId(at), occurredAt: at, actor: caller.subject, parties: [], area: areaOfLot(auction.terms) };
    const entry = new LedgerEntry<never>(tables.Ledger, { ...envelope, cause: { kind: "cancellation", reference: auction.auctionId } });
    const { pool } = auction.terms.lot;
    const [lot, escrow] = [permitLot(auction.terms), escrowAccount(auction.auctionId)];
    returnPermits(entry, { ...lot, from: escrow, to: reserveAccount(pool), at });
    entry.empties(escrow, permitOf(lot));
    const fact = factWrite(tables.Auctions, auctionsFacts.auctionCancelled, { ...envelope, data: { ...factBasics(auction), reason } });
    return accept({ response: auctionView(next, at), writes: [auctionPut(tables.Auctions, next), fact, ...entry.writes()] });
  });
}

/** Before its close, and before the closing job has taken it. */
function isRunning({ state, schedule }: Auction, at: string): boolean {
  return state === "announced" && at < schedule.closesAt;
}

function notRunning({ state }: Auction) {
  return refuse({ code: "auction-not-running", state: state === "announced" ? "closing" : state });
}
