import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal, formatFen, plain, sum } from "../../shared/kernel/decimal.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import { invariant, required } from "../../shared/kernel/invariant.ts";
import { escrowAccount, reserveAccount } from "../../shared/ledger/account.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { permitOf, returnPermits } from "../../shared/ledger/permit-issue.ts";
import { eachAtOnce } from "../../shared/store/at-once.ts";
import { factWrite } from "../../shared/store/fact-store.ts";
import { backOff, commit, StoreBusy, type WriteFragment } from "../../shared/store/transaction.ts";
import { areaOfLot, permitLot, poolItems } from "./auction.ts";
import { writeAwardPages } from "./award-pages.ts";
import { awardsOf } from "./awards.ts";
import { readSecrets, type SealedBid, sealSheet } from "./bid-sheets.ts";
import { clearingResult } from "./clearing/schema.ts";
import { auctionsFacts } from "./contract.ts";
import { clearManifest, manifestText, readManifest, resultText } from "./manifest.ts";
import { type AuctionObjects, remembered } from "./objects.ts";
import type { AuctionsPorts } from "./ports.ts";
import { type Auction, auctionPut, type Enrolment } from "./store.ts";
import { factBasics } from "./views.ts";

/** What closing reaches. */
export interface ClosingPorts extends Pick<AuctionsPorts, "dynamo" | "clock" | "auctions" | "inTurn"> {
  readonly tables: Pick<AuctionsPorts["tables"], "Auctions" | "Bidding" | "Ledger">;
  readonly objects: AuctionObjects;
}

/** Clocks of machines differ by less: after it no bid is received before the close any more. */
export const settleSeconds = 5;
/**
 * A close that has begun is due again so long after its last step: longer than the function lives that works on it, so that the job sends it
 * again when that function has ended, and not while it works.
 */
const dueAgainSeconds = 90;
const sealsAtOnce = 32;
const maximumSteps = 20;
const actor = "close-auctions";

/** One auction while it is closed; what one step has read the next does not read again. */
interface Closing {
  readonly auction: Auction;
  readonly enrolments: () => Promise<readonly Enrolment[]>;
}

/** What takes an auction one step further. */
interface Step {
  readonly next: Auction;
  readonly writes: readonly WriteFragment[];
  /** Whether permits return to the pool, whose items every auction in it shares. */
  readonly returns: boolean;
}

/**
 * Takes one auction from its close to its result, step by step; an auction that is not due is left alone. Runs may overlap and end anywhere:
 * each step is conditional or deterministic, so the next run goes on.
 */
export async function closeAuction(given: ClosingPorts, auctionId: string): Promise<void> {
  const ports = { ...given, objects: remembered(given.objects) };
  let read: Promise<readonly Enrolment[]> | undefined;
  const enrolments = (): Promise<readonly Enrolment[]> => {
    // Enrolment ended long before the close, so the list is final.
    read ??= ports.auctions.enrolments(auctionId);
    return read;
  };
  let auction = await ports.auctions.auction(auctionId);
  for (let attempt = 1; attempt <= maximumSteps; attempt += 1) {
    const step = auction && (await nextStep(ports, { auction, enrolments }));
    if (!step) return;
    const { lot } = step.next.terms;
    const write = () => commit(ports.dynamo, step.writes);
    const result = step.returns ? await ports.inTurn(poolItems(lot), write) : await write();
    auction = result.kind === "committed" ? step.next : await ports.auctions.auction(auctionId);
    if (result.kind === "failed") await backOff(attempt);
  }
  throw new StoreBusy("an auction kept changing while it was closed");
}

/** The next step: closing, book sealed, result fixed, ended. Undefined when nothing is to be done. */
async function nextStep(ports: ClosingPorts, closing: Closing): Promise<Step | undefined> {
  const { auction } = closing;
  const { state, schedule, manifestHash, resultHash } = auction;
  const at = ports.clock.now();
  if (state === "announced") {
    return at < plusSeconds(schedule.closesAt, settleSeconds) ? undefined : goOn(ports, auction, { state: "closing" });
  }
  if (state !== "closing") return undefined;
  if (!manifestHash) return goOn(ports, auction, { manifestHash: await sealBook(ports, closing) });
  if (!resultHash) return goOn(ports, auction, { ...(await fixResult(ports, auction)), resultAt: at });
  return endAuction(ports, closing, at);
}

/** A step that changes nothing but the auction. */
function goOn({ tables, clock }: ClosingPorts, auction: Auction, change: Partial<Auction>): Step {
  const next: Auction = { ...auction, ...change, version: auction.version + 1 };
  return { next, writes: [auctionPut(tables.Auctions, next, plusSeconds(clock.now(), dueAgainSeconds))], returns: false };
}

/** Seals every enrolment's sheet and keeps the book as an immutable object; its hash. */
async function sealBook({ dynamo, tables, objects }: ClosingPorts, { auction, enrolments }: Closing): Promise<string> {
  const { auctionId } = auction;
  const sealed: { enrolment: Enrolment; bid: SealedBid | undefined }[] = [];
  await eachAtOnce(await enrolments(), sealsAtOnce, async (enrolment) => {
    sealed.push({ enrolment, bid: await sealSheet(dynamo, tables.Bidding, auctionId, enrolment.partyId) });
  });
  const secrets = await readSecrets(dynamo, tables.Bidding, auctionId);
  return sha256(await objects.keepManifest(auctionId, manifestText(auction, secrets, sealed)));
}

/** Clears the sealed book and keeps the result as an immutable object. */
async function fixResult({ objects }: ClosingPorts, auction: Auction): Promise<{ readonly resultHash: string; readonly outcome: string }> {
  const text = await objects.manifest(auction.auctionId);
  invariant(sha256(text) === auction.manifestHash, "the stored book is the one that was sealed");
  const result = clearManifest(readManifest(text));
  const stored = await objects.keepResult(auction.auctionId, resultText(result));
  invariant(stored === resultText(result), "the same book clears to the same result");
  return { resultHash: sha256(stored), outcome: result.outcome };
}

/** Awards by deterministic pages, then the one write that makes the result visible: what is unsold returns, the auction has ended. */
async function endAuction(ports: ClosingPorts, { auction, enrolments }: Closing, at: string): Promise<Step> {
  const { auctionId, terms } = auction;
  const result = clearingResult.parse(JSON.parse(await ports.objects.result(auctionId)));
  const cleared = result.outcome === "cleared";
  const unsold = cleared ? decimal(result.unsold) : terms.lot.quantity;
  const returns = unsold.gt(0);
  const awards = result.awards.length > 0 ? awardsOf(auction, result, await enrolments()) : [];
  await writeAwardPages(ports, { auction, awards, at, emptiesEscrow: !returns });
  const envelope = { factId: `auction-ended.${auctionId}`, occurredAt: at, actor, parties: [], area: areaOfLot(terms) };
  const entry = new LedgerEntry<never>(ports.tables.Ledger, { ...envelope, cause: { kind: "unsold", reference: auctionId } });
  if (returns) {
    const lot = permitLot(terms, unsold);
    returnPermits(entry, { ...lot, from: escrowAccount(auctionId), to: reserveAccount(terms.lot.pool), at });
    entry.empties(escrowAccount(auctionId), permitOf(lot));
  }
  const hashes = { manifestHash: required(auction.manifestHash, "manifest hash"), resultHash: required(auction.resultHash, "result hash") };
  const fact = cleared
    ? factWrite(ports.tables.Auctions, auctionsFacts.auctionCleared, {
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
    : factWrite(ports.tables.Auctions, auctionsFacts.auctionFailed, {
        ...envelope,
        data: { ...factBasics(auction), ...hashes, outcome: result.outcome },
      });
  const next: Auction = { ...auction, state: cleared ? "cleared" : "failed", endedAt: at, version: auction.version + 1 };
  return { next, writes: [auctionPut(ports.tables.Auctions, next), fact, ...(returns ? entry.writes() : [])], returns };
}
