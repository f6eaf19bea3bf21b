import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal, formatFen, plain, sum } from "../../shared/kernel/decimal.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import { invariant, required } from "../../shared/kernel/invariant.ts";
import { awardAccount, escrowAccount, reserveAccount } from "../../shared/ledger/account.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { permitOf, returnPermits } from "../../shared/ledger/permit-issue.ts";
import { faultFields, logger } from "../../shared/runtime/logger.ts";
import { factWrite } from "../../shared/store/fact-store.ts";
import { inPages } from "../../shared/store/in-pages.ts";
import { backOff, commit, StoreBusy, type WriteFragment } from "../../shared/store/transaction.ts";
import { areaOfLot, permitLot } from "./auction.ts";
import { awardsOf, winnersPerPage } from "./awards.ts";
import { readSecrets, sealSheet } from "./bid-sheets.ts";
import { type ClearingResult, clearingResult } from "./clearing/schema.ts";
import { auctionsFacts } from "./contract.ts";
import { clearManifest, manifestText, readManifest, resultText } from "./manifest.ts";
import type { AuctionObjects } from "./objects.ts";
import type { AuctionsPorts } from "./ports.ts";
import { type Auction, type Award, auctionPut, awardPut, type Enrolment } from "./store.ts";
import { factBasics } from "./views.ts";

/** What closing reaches. */
export interface ClosingPorts extends Pick<AuctionsPorts, "dynamo" | "clock" | "auctions"> {
  readonly tables: Pick<AuctionsPorts["tables"], "Auctions" | "Bidding" | "Ledger">;
  readonly objects: AuctionObjects;
}

/** Clocks of machines differ by less: after it no bid is received before the close any more. */
const settleSeconds = 5;
const sealsAtOnce = 16;
const maximumSteps = 20;
const actor = "close-auctions";

/**
 * Closes every auction whose time has come. Runs may overlap and end anywhere: each step is conditional or deterministic, so the next run goes
 * on. One auction that fails does not keep the others; the run then fails as a whole, so that it is retried and its alarm speaks.
 */
export async function closeAuctions(ports: ClosingPorts): Promise<void> {
  const failures: unknown[] = [];
  for await (const { pk } of ports.auctions.due("close", plusSeconds(ports.clock.now(), -settleSeconds))) {
    await closeAuction(ports, pk.slice("auction#".length)).catch((error: unknown) => {
      logger.error("auction not closed", faultFields(error));
      failures.push(error);
    });
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} auctions could not be closed`);
}

/** Takes one auction from its close to its result, step by step; an auction that is not due is left alone. */
export async function closeAuction(ports: ClosingPorts, auctionId: string): Promise<void> {
  for (let attempt = 1; attempt <= maximumSteps; attempt += 1) {
    const auction = await ports.auctions.auction(auctionId);
    const writes = auction && (await nextStep(ports, auction));
    if (!writes) return;
    const result = await commit(ports.dynamo, writes);
    if (result.kind === "failed") await backOff(attempt);
  }
  throw new StoreBusy("an auction kept changing while it was closed");
}

/** The writes of the next step: closing, book sealed, result fixed, ended. Undefined when nothing is to be done. */
async function nextStep(ports: ClosingPorts, auction: Auction): Promise<WriteFragment[] | undefined> {
  const { state, schedule, manifestHash, resultHash, version } = auction;
  const at = ports.clock.now();
  if (state === "announced") {
    if (at < plusSeconds(schedule.closesAt, settleSeconds)) return undefined;
    return [auctionPut(ports.tables.Auctions, { ...auction, state: "closing", version: version + 1 })];
  }
  if (state !== "closing") return undefined;
  if (!manifestHash)
    return [auctionPut(ports.tables.Auctions, { ...auction, manifestHash: await sealBook(ports, auction), version: version + 1 })];
  if (!resultHash)
    return [auctionPut(ports.tables.Auctions, { ...auction, ...(await fixResult(ports, auction)), resultAt: at, version: version + 1 })];
  return endAuction(ports, auction, at);
}

/** Seals every enrolment's sheet and keeps the book as an immutable object; its hash. */
async function sealBook({ dynamo, tables, auctions, objects }: ClosingPorts, auction: Auction): Promise<string> {
  const { auctionId } = auction;
  const sealed: { enrolment: Enrolment; bid: Awaited<ReturnType<typeof sealSheet>> }[] = [];
  for await (const page of inPages(auctions.enrolments(auctionId), sealsAtOnce)) {
    const bids = await Promise.all(page.map(({ partyId }) => sealSheet(dynamo, tables.Bidding, auctionId, partyId)));
    sealed.push(...page.map((enrolment, position) => ({ enrolment, bid: bids[position] })));
  }
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
async function endAuction(ports: ClosingPorts, auction: Auction, at: string): Promise<WriteFragment[]> {
  const { auctionId, terms } = auction;
  const result = clearingResult.parse(JSON.parse(await ports.objects.result(auctionId)));
  const awards = await writeAwards(ports, auction, result, at);
  const unsold = result.outcome === "cleared" ? decimal(result.unsold) : terms.lot.quantity;
  const cleared = result.outcome === "cleared";
  const envelope = { factId: `auction-ended.${auctionId}`, occurredAt: at, actor, parties: [], area: areaOfLot(terms) };
  const entry = new LedgerEntry<never>(ports.tables.Ledger, { ...envelope, cause: { kind: "unsold", reference: auctionId } });
  const back = { ...permitLot(terms, unsold), from: escrowAccount(auctionId), to: reserveAccount(terms.lot.pool), at };
  if (unsold.gt(0)) returnPermits(entry, back);
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
  const ended: Auction = { ...auction, state: cleared ? "cleared" : "failed", endedAt: at, version: auction.version + 1 };
  return [auctionPut(ports.tables.Auctions, ended), fact, ...(unsold.gt(0) ? entry.writes() : [])];
}

/** Moves what was won from the escrow to one account an enrolment, page by page; a page that was written before is left as it is. */
async function writeAwards(
  { dynamo, tables, auctions }: ClosingPorts,
  auction: Auction,
  result: ClearingResult,
  at: string,
): Promise<Award[]> {
  const deposits = new Map<string, Enrolment["deposit"]>();
  if (result.awards.length > 0) for await (const each of auctions.enrolments(auction.auctionId)) deposits.set(each.partyId, each.deposit);
  const awards = awardsOf(auction, result, (partyId) => required(deposits.get(partyId), "enrolment of a winner"));
  const instrument = permitOf(permitLot(auction.terms));
  for (let page = 0; page * winnersPerPage < awards.length; page += 1) {
    const winners = awards.slice(page * winnersPerPage, (page + 1) * winnersPerPage);
    const entry = new LedgerEntry<never>(tables.Ledger, {
      factId: `award-page.${auction.auctionId}.${page}`,
      occurredAt: at,
      actor,
      parties: [],
      area: areaOfLot(auction.terms),
      cause: { kind: "award", reference: auction.auctionId },
    });
    for (const { enrolmentId, quantity } of winners) {
      entry.transfer({ instrument, from: escrowAccount(auction.auctionId), to: awardAccount(enrolmentId), quantity });
    }
    const written = await commit(dynamo, [...entry.writes(), ...winners.map((award) => awardPut(tables.Auctions, award))]);
    invariant(written.kind === "committed" || written.failure === "done", "an award page is written once, whole");
  }
  return awards;
}
