import { invariant } from "../../../shared/kernel/invariant.ts";
import { awardAccount, escrowAccount, partyAccount } from "../../../shared/ledger/account.ts";
import { permitOf } from "../../../shared/permits/issue.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { areaOfLot, permitLot } from "../auction.ts";
import type { ClosingPorts } from "../ports.ts";
import type { Auction, Award } from "../rows.ts";
import { sellerOf } from "../sellers/sellers.ts";
import { toPayOf } from "../settlement/payment.ts";

/** Winners per page. A page is one transaction of at most 100 items: three per winner, plus the seller's position and hold, and the fact. */
const winnersPerPage = 32;
/** Pages whose first winners are looked up in one call. */
const pagesAtOnce = 100;
const actor = "close-auctions";

/** Dependencies of writing awards. */
export type AwardPorts = Pick<ClosingPorts, "dynamo" | "own" | "ledger" | "enforcements">;

/** The awards of one auction, in order, and whether they empty its escrow. */
export interface Awarding {
  readonly auction: Auction;
  readonly awards: readonly Award[];
  readonly at: string;
  readonly emptiesEscrow: boolean;
  /** Whether a run before this one may have written some of them. */
  readonly resumed: boolean;
}

/**
 * Moves awarded permits from where the seller has them to one account per enrolment and states what each winner owes, page by page. Pages are deterministic: a page written before is left
 * unchanged, and a run after an interrupted one resumes where it stopped. Pages run one after another because each debits the same position, and
 * concurrent transactions on one item cancel each other.
 */
export async function writeAwardPages(ports: AwardPorts, awarding: Awarding): Promise<void> {
  const { auction, awards, resumed } = awarding;
  const pages = Array.from({ length: Math.ceil(awards.length / winnersPerPage) }, (_, page) =>
    awards.slice(page * winnersPerPage, (page + 1) * winnersPerPage),
  );
  for (let page = resumed ? await writtenPages(ports.own, auction.auctionId, pages) : 0; page < pages.length; page += 1) {
    await writePage(ports, awarding, page, pages[page] ?? [], page === pages.length - 1);
  }
}

/** Number of pages already written, counted from the first. */
async function writtenPages(own: AwardPorts["own"], auctionId: string, pages: readonly (readonly Award[])[]): Promise<number> {
  const first = pages.map((page) => page[0]?.enrolmentId ?? "");
  for (let start = 0; start < pages.length; start += pagesAtOnce) {
    const asked = first.slice(start, start + pagesAtOnce);
    const awarded = await own.awarded(auctionId, asked);
    const missing = asked.findIndex((enrolmentId) => !awarded.has(enrolmentId));
    if (missing >= 0) return start + missing;
  }
  return pages.length;
}

async function writePage(
  ports: AwardPorts,
  { auction, at, emptiesEscrow }: Awarding,
  page: number,
  winners: readonly Award[],
  isLast: boolean,
): Promise<void> {
  const { dynamo, own, ledger } = ports;
  const { auctionId, terms } = auction;
  const seller = sellerOf(auction);
  const instrument = permitOf(permitLot(terms));
  const escrow = escrowAccount(auctionId);
  const envelope = {
    factId: `award-page.${auctionId}.${page}`,
    occurredAt: at,
    actor,
    parties: seller.parties(auction),
    areas: [areaOfLot(terms)],
  };
  await retryWhileStale("a page of awards", async () => {
    const entry = ledger.newEntry({ ...envelope, cause: { kind: "award", reference: auctionId } });
    const take = await seller.source(ports, auction);
    for (const award of winners) {
      const { enrolmentId, partyId, quantity, payBy } = award;
      take(entry, awardAccount(enrolmentId), quantity);
      entry.owe({ dueId: enrolmentId, account: partyAccount(partyId), amount: toPayOf(award), payBy });
    }
    if (isLast && emptiesEscrow) entry.empties(escrow, instrument);
    const written = await commit(dynamo, [...entry.writes(), ...winners.map((award) => own.awardPut(award))]);
    // The hold of a pledged lot has changed since it was read; a lot in escrow is never short.
    if (written.kind === "failed" && written.failure === "stale" && !seller.keepsLotInEscrow) return stale;
    invariant(written.kind === "committed" || written.failure === "done", "an award page is written once, whole");
    return undefined;
  });
}
