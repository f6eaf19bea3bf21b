import type { WorkingCalendar } from "../../../shared/calendar/working-days.ts";
import type { Call } from "../../../shared/http/api-handler.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { newId, randomHex } from "../../../shared/kernel/ids.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { Ledger } from "../../../shared/ledger/ledger.ts";
import type { PermitIssueRefusal } from "../../../shared/permits/issue.ts";
import { explainShortage } from "../../../shared/permits/shortage.ts";
import { type IdempotencyConflict, runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { areaOfLot } from "../auction.ts";
import { type AuctionSecrets, commitmentsOf } from "../bidding/commitments.ts";
import { type auctionsEndpoints, auctionsFacts } from "../contract.ts";
import type { AuctionsPorts } from "../ports.ts";
import type { AuctionsRefusal } from "../problems.ts";
import type { Auction } from "../rows.ts";
import { sellerOf } from "../sellers/sellers.ts";
import { auctionView, factBasics } from "../views.ts";
import { checkReservePrice } from "./reserve-price-rules.ts";
import { checkSchedule, checkTerm, checkTermBounds } from "./schedule-rules.ts";

type AnnounceCall = Call<typeof auctionsEndpoints.announceAuction>;

/**
 * Announces a sale: its seller puts the lot up, and the hashes of the draw's seed and of a confidential reserve price are published.
 */
export async function announceAuction(ports: AuctionsPorts, call: AnnounceCall) {
  const { own, secrets, ledger, clock, calendars } = ports;
  const { caller, body } = call;
  const outcome = await runCommand<ReturnType<typeof auctionView>, AuctionsRefusal | PermitIssueRefusal>(ports, call, async () => {
    const at = clock.now();
    const calendar = await calendars.from(body.schedule.closesAt);
    const checked = checkAnnouncement(body, at, calendar);
    if (!checked.ok) return checked;
    const { auction: wanted, secret } = announced(body, at);
    const { auctionId, terms } = wanted;
    const seller = sellerOf(wanted);
    const envelope = factEnvelopeOf(caller, at, { parties: [], areas: [areaOfLot(terms)] });
    const offered = await seller.offer(ports, wanted, { ...envelope, cause: { kind: "announcement", reference: auctionId } });
    if (!offered.ok) return offered;
    const { auction, writes } = offered.value;
    const { schedule, seedHash, reservePriceHash } = auction;
    const committed = { seedHash, ...(reservePriceHash !== undefined && { reservePriceHash }) };
    const data = { ...factBasics(auction), ...offerOf(auction), schedule, ...committed };
    return accept({
      response: auctionView(auction, at, calendar),
      writes: [
        ...own.auctionPuts(auction),
        await secrets.put(auctionId, secret),
        own.state(auctionsFacts.auctionAnnounced, { ...envelope, parties: seller.parties(auction), data }),
        ...writes,
      ],
    });
  });
  return explained(ledger, outcome);
}

function checkAnnouncement(
  { terms, schedule, reservePrice }: AnnounceCall["body"],
  at: string,
  calendar: WorkingCalendar,
): Outcome<true, AuctionsRefusal> {
  const scheduled = checkSchedule(schedule, at);
  if (!scheduled.ok) return scheduled;
  const priced = reservePrice ? checkReservePrice(terms, reservePrice) : accept(true as const);
  if (!priced.ok) return priced;
  const bounded = sellerOf({ terms }).issues ? checkTermBounds(terms, at) : accept(true as const);
  return bounded.ok ? checkTerm(terms, schedule, calendar) : bounded;
}

/** The auction as it is announced, and the secrets it commits to. */
function announced({ terms, schedule, reservePrice }: AnnounceCall["body"], at: string) {
  const { price, confidential, documentNumber } = reservePrice ?? {};
  const reserve = price && confidential ? { price, salt: randomHex(16), documentNumber } : undefined;
  const secret: AuctionSecrets = { seed: randomHex(16), reserve };
  const auction: Auction = {
    auctionId: newId(at),
    terms,
    schedule,
    state: "announced",
    ...(price && !reserve && { reservePrice: price, ...(documentNumber && { reservePriceDocument: documentNumber }) }),
    ...commitmentsOf(secret),
    postponements: 0,
    announcedAt: at,
    version: 1,
  };
  return { auction, secret };
}

/** What the fact of an announcement says of the offer; nothing of a confidential reserve price. */
function offerOf({ terms, reservePrice, reservePriceDocument }: Auction) {
  const { seller, years, basePrice, lot } = terms;
  return {
    ...{ seller, years, quantity: plain(lot.quantity), basePrice: plain(basePrice) },
    ...(reservePrice && { reservePrice: plain(reservePrice) }),
    ...(reservePriceDocument && { reservePriceDocument }),
  };
}

/** Adds the available and the missing quantity to a shortage. */
async function explained<Value>(
  ledger: Ledger,
  outcome: Outcome<Value, AuctionsRefusal | PermitIssueRefusal | IdempotencyConflict>,
): Promise<Outcome<Value, AuctionsRefusal | IdempotencyConflict>> {
  if (outcome.ok) return outcome;
  const { refusal } = outcome;
  if (refusal.code !== "no-headroom" && refusal.code !== "reserve-too-small") return refuse(refusal);
  return refuse(await explainShortage(ledger, refusal));
}
