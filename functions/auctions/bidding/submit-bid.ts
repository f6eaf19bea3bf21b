import type { Call } from "../../../shared/http/api-handler.ts";
import { type Decimal, plain } from "../../../shared/kernel/decimal.ts";
import { randomHex, randomId, sha256 } from "../../../shared/kernel/ids.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { auctionsEndpoints } from "../contract.ts";
import type { BiddingPorts } from "../ports.ts";
import type { AuctionsRefusal } from "../problems.ts";
import { type BidStep, checkRevision, checkSteps, isOpen, receiptText } from "./bid-rules.ts";
import { type BidSheet, bidVersionKey, versionRecord } from "./bid-sheets.ts";

/** The receipt of a bid: with its salt the bidder can prove that the bid was in the book. */
function receiptView({ version, receivedAt, steps, receiptHash, receiptSalt }: BidSheet) {
  return {
    ...{ version, receivedAt, receiptHash, receiptSalt },
    steps: steps.map(({ bidId, price, quantity }) => ({ bidId, price: plain(price), quantity: plain(quantity) })),
  };
}

/**
 * Replaces the sealed bid of one of the caller's enrolments. Every attempt reads the auction and the clock again. Two items are written: the
 * enrolment's own sheet and the immutable version row, which doubles as the command row. A sheet with a bid proves that its enrolment
 * stands, because withdrawing empties it; a bid on an empty one also checks the enrolment that it was decided on.
 */
export function submitBid(ports: BiddingPorts, call: Call<typeof auctionsEndpoints.submitBid>) {
  const { clock, own, auctions } = ports;
  const { auctionId, enrolmentId } = call.params;
  const { partyId } = call.caller;
  const decide = async () => {
    const [auction, found] = await Promise.all([auctions.auction(auctionId), own.sheet(call.params)]);
    const { bid, quotes } = found;
    const enrolment = bid ? undefined : await auctions.enrolment(call.params);
    const bidder = bid ?? enrolment;
    if (!auction || bidder?.partyId !== partyId) return refuse({ code: "not-found" });
    const receivedAt = clock.now();
    const open = isOpen(auction, receivedAt);
    if (!open.ok) return open;
    if (enrolment && enrolment.state !== "enrolled") return refuse({ code: "not-enrolled" });
    const { tonnes } = bidder;
    const { steps } = call.body;
    const revised = checkRevision(auction, { steps: bid?.steps ?? [], quotes }, steps);
    if (!revised.ok) return revised;
    const within = checkSteps(auction, steps, tonnes);
    if (!within.ok) return within;
    const next = nextSheet({ enrolmentId, partyId, steps, tonnes, version: quotes + 1, receivedAt });
    const enrolled = enrolment ? [auctions.enrolledCheck(enrolment)] : [];
    return accept({
      ...{ response: receiptView(next), record: versionRecord(next), endsBy: auction.schedule.closesAt },
      writes: [own.sheetPut(auctionId, next, found.state), ...enrolled],
    });
  };
  return runCommand<ReturnType<typeof receiptView>, AuctionsRefusal>(ports, call, decide, bidVersionKey(call.params, partyId, call.key));
}

/** The caller's own latest bid; there is no way to read another bidder's. */
export async function readOwnBid({ own }: BiddingPorts, { caller, params }: Call<typeof auctionsEndpoints.readOwnBid>) {
  const { bid } = await own.sheet(params);
  return bid?.partyId === caller.partyId ? accept({ response: receiptView(bid) }) : refuse({ code: "not-found" });
}

function nextSheet(bid: {
  readonly enrolmentId: string;
  readonly partyId: string;
  readonly steps: readonly BidStep[];
  readonly tonnes: Decimal;
  readonly version: number;
  readonly receivedAt: string;
}): BidSheet {
  const { enrolmentId, partyId, tonnes, version, receivedAt } = bid;
  const steps = bid.steps.map((step) => ({ bidId: randomId(), ...step }));
  const receiptSalt = randomHex(16);
  const receiptHash = sha256(receiptText({ enrolmentId, version, steps, receivedAt, salt: receiptSalt }));
  return { enrolmentId, partyId, state: "open", tonnes, version, steps, receivedAt, receiptSalt, receiptHash };
}
