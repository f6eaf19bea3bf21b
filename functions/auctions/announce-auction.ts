import type { Call } from "../../shared/http/api-handler.ts";
import { isMultiple, plain } from "../../shared/kernel/decimal.ts";
import { newId, randomHex, sha256 } from "../../shared/kernel/ids.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { escrowAccount, reserveAccount } from "../../shared/ledger/account.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { issuePermits, type PermitIssueRefusal } from "../../shared/ledger/permit-issue.ts";
import { explainShortage } from "../../shared/ledger/permit-shortage.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factWrite } from "../../shared/store/fact-store.ts";
import { areaOfLot, checkSchedule, checkTerm, permitLot } from "./auction.ts";
import { reservePut, seedPut } from "./bid-sheets.ts";
import { type auctionsEndpoints, auctionsFacts } from "./contract.ts";
import type { AuctionsPorts } from "./ports.ts";
import type { AuctionsRefusal } from "./refusals.ts";
import { type Auction, auctionPut } from "./store.ts";
import { auctionView, factBasics } from "./views.ts";

type AnnounceCall = Call<typeof auctionsEndpoints.announceAuction>;

/**
 * Announces a sale: the supply is issued from the reserve into the auction's escrow, the draw's seed and a confidential reserve price are
 * committed to by their hashes.
 */
export async function announceAuction(ports: AuctionsPorts, { caller, body, key }: AnnounceCall) {
  const command = { table: ports.tables.Auctions, party: caller.partyId, operation: "announceAuction", key, input: body };
  const outcome = await runCommand<ReturnType<typeof auctionView>, AuctionsRefusal | PermitIssueRefusal>(ports, command, async () => {
    const at = ports.clock.now();
    const checked = checkAnnouncement(body, at);
    if (!checked.ok) return checked;
    const { auction, secrets } = announced(body, at);
    const { auctionId } = auction;
    const envelope = { factId: newId(at), occurredAt: at, actor: caller.subject, parties: [], area: areaOfLot(auction.terms) };
    const supply = { ...permitLot(auction.terms), from: reserveAccount(auction.terms.lot.pool), to: escrowAccount(auctionId) };
    const entry = new LedgerEntry<PermitIssueRefusal>(ports.tables.Ledger, {
      ...envelope,
      cause: { kind: "announcement", reference: auctionId },
    });
    issuePermits(entry, supply);
    const { schedule, seedHash } = auction;
    const data = { ...factBasics(auction), quantity: plain(supply.tonnes), schedule, seedHash };
    return accept({
      response: auctionView(auction, at),
      writes: [
        auctionPut(ports.tables.Auctions, auction),
        seedPut(ports.tables.Bidding, auctionId, secrets.seed),
        ...(secrets.reserve ? [reservePut(ports.tables.Bidding, auctionId, secrets.reserve)] : []),
        factWrite(ports.tables.Auctions, auctionsFacts.auctionAnnounced, { ...envelope, data }),
        ...entry.writes(),
      ],
    });
  });
  return explained(ports, outcome);
}

function checkAnnouncement({ terms, schedule, reservePrice }: AnnounceCall["body"], at: string): Outcome<true, AuctionsRefusal> {
  const scheduled = checkSchedule(schedule, at);
  if (!scheduled.ok) return scheduled;
  if (reservePrice && !isMultiple(reservePrice.price, terms.priceTick)) {
    return refuse({ code: "reserve-price-off-tick", priceTick: terms.priceTick });
  }
  return checkTerm(terms, schedule);
}

function announced({ terms, schedule, reservePrice }: AnnounceCall["body"], at: string) {
  const seed = randomHex(16);
  const confidential = reservePrice?.confidential ? { price: reservePrice.price, salt: randomHex(16) } : undefined;
  const auction: Auction = {
    auctionId: newId(at),
    terms,
    schedule,
    state: "announced",
    ...(reservePrice && !confidential && { reservePrice: reservePrice.price }),
    ...(confidential && { reservePriceHash: reservePriceHash(confidential) }),
    seedHash: sha256(seed),
    postponements: 0,
    announcedAt: at,
    version: 1,
  };
  return { auction, secrets: { seed, reserve: confidential } };
}

/** What an announcement publishes of a confidential reserve price: SHA-256 of `salt:price`. */
function reservePriceHash({ price, salt }: { readonly price: Parameters<typeof plain>[0]; readonly salt: string }): string {
  return sha256(`${salt}:${plain(price)}`);
}

/** Says of a shortage what there is. */
async function explained<Value>(
  { ledger }: AuctionsPorts,
  outcome: Outcome<Value, AuctionsRefusal | PermitIssueRefusal | { readonly code: "idempotency-key-reused" }>,
) {
  if (outcome.ok) return outcome;
  const { refusal } = outcome;
  if (refusal.code !== "no-headroom" && refusal.code !== "reserve-too-small") return outcome;
  return refuse(await explainShortage(ledger, refusal));
}
