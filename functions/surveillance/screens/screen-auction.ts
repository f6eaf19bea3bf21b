import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { manifestKey, readManifest, readOpenedResult, resultKey } from "../../../shared/auctions/sealed-book.ts";
import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import type { Clock } from "../../../shared/kernel/clock.ts";
import { sha256 } from "../../../shared/kernel/ids.ts";
import { invariant, required } from "../../../shared/kernel/invariant.ts";
import { areaOfPool } from "../../../shared/permits/pools.ts";
import type { Bucket } from "../../../shared/store/objects.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { raiseItems } from "../worklist/raise-items.ts";
import type { WorklistStore } from "../worklist/store.ts";
import { figuresOf, type OwnSummary, resultsOf, summaryOf } from "./evaluate.ts";
import { sessionOf } from "./opened-session.ts";
import { sessionsCompared } from "./settings.ts";
import type { Ended, Screening, ScreensStore } from "./store.ts";
import { storedResult } from "./stored-session.ts";

/** Dependencies of screening. */
export interface ScreeningPorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly own: ScreensStore & WorklistStore;
  /** Sealed books and results. */
  readonly evidence: Pick<Bucket, "read">;
}

/**
 * Screens an auction, once it has closed, from the sealed book and what was heard of it; then again the sessions after it that it is a past of. Nothing is written that stands already, and no item of the worklist that stands is touched: hearing a fact
 * again, late or in another order leads to the same.
 */
export async function screenAuction(ports: ScreeningPorts, auctionId: string): Promise<void> {
  const { ended } = await ports.own.heard(auctionId);
  if (!ended) return;
  const [book, result] = await Promise.all([ports.evidence.read(manifestKey(auctionId)), ports.evidence.read(resultKey(auctionId))]);
  invariant(sha256(book) === ended.manifestHash && sha256(result) === ended.resultHash, "book and result are those that the auction names");
  const opened = { auctionId, ended, manifest: readManifest(book), result: readOpenedResult(result) };
  const own = { auctionId, endedAt: ended.endedAt };
  const placed = await placeUntilStill(ports, ended, own, async () => {
    const { announced, withdrawn } = await ports.own.heard(auctionId);
    return summaryOf(sessionOf({ ...opened, announced, withdrawn }));
  });
  if (placed === "unchanged") return;
  for (const later of await ports.own.sessionsAfter(ended, own, sessionsCompared)) {
    const end = required((await ports.own.heard(later.auctionId)).ended, `end of ${later.auctionId}`);
    await placeUntilStill(ports, end, later, async (before) => required(before, `session ${later.auctionId}`).summary);
  }
}

/** A session as it stands among those of its market. */
type Placed = Awaited<ReturnType<ScreensStore["session"]>>;

/**
 * Places a session until nothing changes any more. What it is made of is read after the version that it replaces, so that whoever hears more
 * meanwhile is not overwritten; and it is compared with its past once more after it was put, so that of two sessions that are put at once the
 * earlier is a past of the later, whichever finds the other.
 */
async function placeUntilStill(
  ports: ScreeningPorts,
  ended: Ended,
  session: Pick<OwnSummary, "auctionId" | "endedAt">,
  made: (before: Placed) => Promise<OwnSummary>,
): Promise<"changed" | "unchanged"> {
  for (let times = 0; ; times += 1) {
    const placed = await retryWhileStale("a session that is screened", async () => {
      const before = await ports.own.session(ended, session);
      return place(ports, await made(before), ended, before);
    });
    if (placed === "unchanged") return times === 0 ? "unchanged" : "changed";
  }
}

/** Puts a session among those of its market, with its screens after the earlier ones, and raises what stands out. */
async function place(
  { dynamo, clock, own }: ScreeningPorts,
  given: OwnSummary,
  ended: Ended,
  before: Placed,
): Promise<"changed" | "unchanged" | typeof stale> {
  const { auctionId, endedAt } = given;
  const { title, pollutant, pool, outcome } = ended;
  const [shown, past] = await Promise.all([own.screening(auctionId), own.sessionsBefore(ended, given, sessionsCompared)]);
  const figures = figuresOf(given, past);
  const { bidders, topBuyer, withdrew, own: ofItself } = given;
  const summary = { auctionId, endedAt, bidders, topBuyer, withdrew, own: ofItself, figures };
  const results = resultsOf(figures, past).map(storedResult);
  const screening: Screening = { auctionId, title, pollutant, pool, area: areaOfPool(pool), endedAt, outcome, results };
  const same =
    before !== undefined &&
    shown !== undefined &&
    canonicalJson(shown) === canonicalJson(screening) &&
    own.sameSession(before.summary, summary);
  if (!same) {
    const put = await commit(dynamo, [own.sessionPut(ended, summary, (before?.version ?? 0) + 1), ...own.screeningPuts(screening)]);
    if (put.kind === "failed") return stale;
  }
  // Also where nothing changed: an earlier run may have ended in between.
  await raiseItems({ dynamo, clock, own }, screening);
  return same ? "unchanged" : "changed";
}
