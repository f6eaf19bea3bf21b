import { type Manifest, readManifest } from "../../../shared/auctions/sealed-book.ts";
import { plusSeconds } from "../../../shared/kernel/clock.ts";
import { decimal, formatFen, plain, sum } from "../../../shared/kernel/decimal.ts";
import { sha256 } from "../../../shared/kernel/ids.ts";
import { invariant, required } from "../../../shared/kernel/invariant.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { eachAtOnce } from "../../../shared/store/at-once.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit, type WriteFragment } from "../../../shared/store/transaction.ts";
import { areaOfLot, clockSkewSeconds, poolItems } from "../auction.ts";
import type { SealedBid } from "../bidding/bid-sheets.ts";
import { type ClearingResult, clearingResult } from "../clearing/schema.ts";
import { auctionsFacts } from "../contract.ts";
import { auctionsLifecycles } from "../lifecycles.ts";
import type { ClosingPorts } from "../ports.ts";
import { remembered } from "../results/evidence.ts";
import type { Auction, Enrolment } from "../rows.ts";
import { sellerOf } from "../sellers/sellers.ts";
import { factBasics } from "../views.ts";
import { writeAwardPages } from "./award-pages.ts";
import { awardsOf } from "./awards.ts";
import { exclusionsOf, noteExclusions } from "./exclusions.ts";
import { clearManifest, manifestText, resultText } from "./manifest.ts";

/**
 * Delay after its last step until a started close is due again. Longer than the consumer function can run, so that the job resends it only
 * after that function has ended.
 */
const dueAgainSeconds = 90;
const sealsAtOnce = 32;
const actor = "close-auctions";

/** One auction being closed; what one step has read is not read again by the next. */
interface Closing {
  readonly auction: Auction;
  /** Whether an earlier run fixed the result, and may have awarded some of it. */
  readonly resumed: boolean;
  readonly enrolments: () => Promise<readonly Enrolment[]>;
}

/** One step towards the result: the next state and the writes that reach it. */
interface Step {
  readonly next: Auction;
  readonly writes: readonly WriteFragment[];
  /** Whether permits return to the pool: its items are shared by all its auctions. */
  readonly returns: boolean;
}

/**
 * Takes one auction from its close to its result, step by step; an auction that is not due is left unchanged. Runs may overlap or stop
 * anywhere: each step is conditional or deterministic, so the next run continues.
 */
export async function closeAuction(given: ClosingPorts, auctionId: string): Promise<void> {
  const ports = { ...given, evidence: remembered(given.evidence) };
  let read: Promise<readonly Enrolment[]> | undefined;
  const enrolments = (): Promise<readonly Enrolment[]> => {
    // Enrolment ended long before the close, so the list is final, and what was withdrawn stays so.
    read ??= ports.own.enrolments(auctionId).then((all) => all.filter(({ state }) => state !== "withdrawn"));
    return read;
  };
  await retryWhileStale("an auction being closed", async () => {
    let auction = await ports.own.auction(auctionId);
    const resumed = auction?.resultHash !== undefined;
    for (;;) {
      const step = auction && (await nextStep(ports, { auction, resumed, enrolments }));
      if (!step) return;
      const write = () => commit(ports.dynamo, step.writes);
      const result = step.returns ? await ports.inTurn(poolItems(step.next.terms.lot), write) : await write();
      if (result.kind === "failed") return stale;
      auction = step.next;
    }
  });
}

/** The next step: closing, book sealed, result fixed, ended. Undefined when there is nothing to do. */
async function nextStep(ports: ClosingPorts, closing: Closing): Promise<Step | undefined> {
  const { auction } = closing;
  const { state, schedule, manifestHash, resultHash } = auction;
  const at = ports.clock.now();
  if (state === "announced") {
    return at < plusSeconds(schedule.closesAt, clockSkewSeconds) ? undefined : beginClose(ports, auction, at);
  }
  if (state !== "closing") return undefined;
  if (!manifestHash) return advance(ports, auction, { manifestHash: await sealBook(ports, closing) });
  if (!resultHash) return advance(ports, auction, { ...(await fixResult(ports, auction)), resultAt: at });
  return endAuction(ports, closing, at);
}

/**
 * Begins the close if the lot may still be sold; otherwise the auction is cancelled with its bids sealed. From then on a court's order comes
 * too late for the sale, and has its claim in the proceeds.
 */
async function beginClose(ports: ClosingPorts, auction: Auction, at: string): Promise<Step> {
  const { own } = ports;
  const { auctionId, terms, state } = auction;
  const seller = sellerOf(auction);
  const standing = await seller.standing(ports, auction, at);
  if (standing.is === "on sale") {
    return advance(ports, auction, { state: stateAfter(auctionsLifecycles.auction, state, "close") }, standing.writes);
  }
  const { reason } = standing;
  const ended = stateAfter(auctionsLifecycles.auction, state, "withdraw");
  const next: Auction = { ...auction, state: ended, reason, endedAt: at, version: auction.version + 1 };
  const parties = seller.parties(auction);
  const envelope = { factId: `auction-ended.${auctionId}`, occurredAt: at, actor, parties, areas: [areaOfLot(terms)] };
  const fact = own.state(auctionsFacts.auctionCancelled, { ...envelope, data: { ...factBasics(auction), reason } });
  const endings = seller.ended(own, auction, { outcome: "cancelled", awards: 0 }, envelope);
  return { next, writes: [...standing.writes, ...own.auctionPuts(next), fact, ...endings], returns: false };
}

/** A step that changes nothing but the auction. */
function advance({ own, clock }: ClosingPorts, auction: Auction, change: Partial<Auction>, checks: readonly WriteFragment[] = []): Step {
  const next: Auction = { ...auction, ...change, version: auction.version + 1 };
  return { next, writes: [...checks, ...own.auctionPuts(next, plusSeconds(clock.now(), dueAgainSeconds))], returns: false };
}

/**
 * Seals every enrolment's sheet and stores the book as an immutable object; returns its hash. Who is excluded is read after the last sheet is
 * sealed. Runs before and after an exclusion make different books: the one that is stored first counts, for all of them.
 */
async function sealBook({ sheets, secrets, evidence, parties }: ClosingPorts, { auction, enrolments }: Closing): Promise<string> {
  const { auctionId } = auction;
  const listed = await enrolments();
  const sealed: { enrolment: Enrolment; bid: SealedBid | undefined }[] = [];
  await eachAtOnce(listed, sealsAtOnce, async (enrolment) => {
    sealed.push({ enrolment, bid: await sheets.seal(enrolment) });
  });
  const [excluded, hidden] = await Promise.all([
    exclusionsOf(
      parties,
      listed.map(({ partyId }) => partyId),
    ),
    secrets.read(auctionId, auction),
  ]);
  const text = manifestText(auction, hidden, sealed, excluded);
  return sha256(await evidence.keepManifest(auctionId, text));
}

/** Clears the sealed book and stores the result as an immutable object. */
async function fixResult(
  { evidence }: ClosingPorts,
  auction: Auction,
): Promise<Pick<ClearingResult, "outcome"> & { readonly resultHash: string }> {
  const text = await evidence.manifest(auction.auctionId);
  invariant(sha256(text) === auction.manifestHash, "the stored book is the one that was sealed");
  const result = clearManifest(readManifest(text));
  const stored = await evidence.keepResult(auction.auctionId, resultText(result));
  invariant(stored === resultText(result), "the same book clears to the same result");
  return { resultHash: sha256(stored), outcome: result.outcome };
}

/**
 * The awards of a result, payable by the calendars as they are now. A run after an interrupted one may count by a newer notice than the pages
 * that are written: those move when the notice is published.
 */
async function makeAwards(
  { calendars }: ClosingPorts,
  auction: Auction,
  manifest: Manifest,
  result: ClearingResult,
  enrolments: readonly Enrolment[],
) {
  const calendar = await calendars.from(required(auction.resultAt, "instant of the result"));
  return awardsOf(auction, manifest, result, enrolments, calendar);
}

/**
 * Writes awards in deterministic pages, then returns the single write that makes the result visible: unsold permits go back to the seller and
 * the auction ends.
 */
async function endAuction(ports: ClosingPorts, { auction, resumed, enrolments }: Closing, at: string): Promise<Step> {
  const { auctionId, terms } = auction;
  const result = clearingResult.parse(JSON.parse(await ports.evidence.result(auctionId)));
  const { outcome } = result;
  const cleared = outcome === "cleared";
  const unsold = cleared ? decimal(result.unsold) : terms.lot.quantity;
  const seller = sellerOf(auction);
  const manifest = readManifest(await ports.evidence.manifest(auctionId));
  const awards = result.awards.length > 0 ? await makeAwards(ports, auction, manifest, result, await enrolments()) : [];
  await noteExclusions(ports, manifest);
  await writeAwardPages(ports, { auction, awards, at, emptiesEscrow: seller.keepsLotInEscrow && unsold.isZero(), resumed });
  const parties = seller.parties(auction);
  const envelope = { factId: `auction-ended.${auctionId}`, occurredAt: at, actor, parties, areas: [areaOfLot(terms)] };
  const entry = ports.ledger.newEntry({ ...envelope, cause: { kind: "unsold", reference: auctionId } });
  const returns = seller.giveBack(entry, auction, unsold, at);
  const hashes = { manifestHash: required(auction.manifestHash, "manifest hash"), resultHash: required(auction.resultHash, "result hash") };
  const fact =
    outcome === "cleared"
      ? ports.own.state(auctionsFacts.auctionCleared, {
          ...envelope,
          data: {
            ...factBasics(auction),
            ...hashes,
            clearingPrice: required(result.clearingPrice, "clearing price"),
            sold: result.sold,
            unsold: plain(unsold),
            turnover: formatFen(sum(awards.map(({ amount }) => amount))),
            winners: awards.length,
          },
        })
      : ports.own.state(auctionsFacts.auctionFailed, {
          ...envelope,
          data: { ...factBasics(auction), ...hashes, outcome },
        });
  const state = stateAfter(auctionsLifecycles.auction, auction.state, "end", cleared ? "something was sold" : "nothing was sold");
  const next: Auction = { ...auction, state, endedAt: at, version: auction.version + 1 };
  const endings = seller.ended(ports.own, auction, { outcome: cleared ? "sold" : "not-sold", awards: awards.length }, envelope);
  return { next, writes: [...ports.own.auctionPuts(next), fact, ...endings, ...(returns ? entry.writes() : [])], returns };
}
