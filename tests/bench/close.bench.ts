import { closeAuction } from "../../functions/auctions/closing/close-auction.ts";
import { closeDueAuctions } from "../../functions/auctions/closing/close-due-auctions.ts";
import { type ClosingPorts, closingPorts } from "../../functions/auctions/ports.ts";
import { settleEnrolment } from "../../functions/auctions/settlement/settle-enrolment.ts";
import { startGateway } from "../../infra/local-cloud/gateway/gateway.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { eachAtOnce } from "../../shared/store/at-once.ts";
import { openQueue } from "../../shared/streams/queues.ts";
import { takeClosings } from "../support/closings.ts";
import { gatewayClient } from "../support/engine.ts";
import { freshQueue } from "../support/queues.ts";
import { type ClosingFixture, openClosingFixture } from "./closing-fixture.ts";
import { bounded, median, medianRatio } from "./measuring.ts";
import { chosenParts } from "./parts.ts";
import {
  aboutAnother,
  asOneJob,
  type Call,
  countInFlight,
  recordCalls,
  recordEvidence,
  replayCalls,
  withoutBatches,
} from "./recorded-calls.ts";

const bidders = 1_000;
const many = 10_000;
const rounds = 12;
const settledAtOnce = 16;
const latencyRounds = 3;
const auctions = 200;
const handful = 3;
/** More than they bid for: every auction returns the rest to the one pool. */
const onSale = 5;
/** Auctions that the serial baseline closes; its time is scaled to all of them. */
const serially = 25;

/**
 * Closing and settling as ratios to raw loops of the calls they make, recorded on one auction and replayed on another like it; both take
 * turns in going first, and the median of the rounds' ratios counts. Then many small auctions at the latency of a real region, and one that is ten times as
 * large.
 */
export async function benchClose(): Promise<void> {
  const chosen = chosenParts(parts);
  const fixture = await openClosingFixture(many);
  for (const part of chosen) await part(fixture);
  process.exit();
}

/** Parts by name: `npm run bench -- close latency`. */
const parts: Readonly<Record<string, (fixture: ClosingFixture) => Promise<void>>> = {
  calls: benchOneAuction,
  latency: benchLatency,
  size: benchSize,
};

async function benchOneAuction({ house: { ports }, closing }: ClosingFixture): Promise<void> {
  // The recorded close warms up as well.
  const [model = ""] = await closing(1, bidders, bidders / 2);
  const recorder = recordEvidence(ports);
  await closeAuction({ ...ports, evidence: recorder.evidence }, model);
  const closeCalls = recorder.stop();
  const settleCalls = await recordSettling(ports, model);
  const times = { close: [] as number[], closeRaw: [] as number[], settle: [] as number[], settleRaw: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const [own = "", raw = ""] = await closing(2, bidders, bidders / 2);
    const closeOf = aboutAnother(closeCalls, model, raw);
    await inTurns(round, [
      async () => void times.close.push(await timed(() => closeAuction(ports, own))),
      async () => void times.closeRaw.push(await timed(() => replayCalls(ports, closeOf))),
    ]);
    const settleOf = settleCalls.map((calls) => withoutBatches(aboutAnother(calls, model, raw)));
    await inTurns(round, [
      async () => void times.settle.push(await timed(() => settleAll(ports, own))),
      async () => void times.settleRaw.push(await timed(() => eachAtOnce(settleOf, settledAtOnce, (calls) => replayCalls(ports, calls)))),
    ]);
    invariant((await ports.own.auction(own))?.state === "cleared", "the auction was closed");
  }
  const count = (calls: readonly unknown[]): string => `${calls.length} calls`;
  print(`close of ${bidders} bidders, ${count(closeCalls)}`, times.close, "raw loop of the same calls", times.closeRaw, 1.2);
  const [first = []] = settleCalls;
  const baseline = `raw loop of the former ${withoutBatches(first).length} calls`;
  print(`settling them, ${count(first)} each`, times.settle, baseline, times.settleRaw, 0.95);
}

/** The calls of settling each enrolment of a closed auction. */
async function recordSettling(ports: ClosingPorts, auctionId: string): Promise<(readonly Call[])[]> {
  const recorded: (readonly Call[])[] = [];
  for (const enrolment of await ports.own.enrolments(auctionId)) {
    const recorder = recordCalls(ports);
    await settleEnrolment(ports, enrolment);
    recorded.push(recorder.stop());
  }
  return recorded;
}

async function settleAll(ports: ClosingPorts, auctionId: string): Promise<void> {
  await eachAtOnce(await ports.own.enrolments(auctionId), settledAtOnce, async (enrolment) => {
    await settleEnrolment(ports, enrolment);
  });
}

/** Many small auctions of one pool with 5 ms a call and 15 a transaction, by the job and its messages, to the same calls in a row. */
async function benchLatency({ house, closing }: ClosingFixture): Promise<void> {
  const { endpoint } = house.engine;
  const gateway = await startGateway({
    endpoints: { dynamodb: endpoint, sqs: endpoint, s3: endpoint },
    ...{ region: "cn-north-1", accountId: "000000000000", partition: "aws-cn" },
    callers: [{ accessKeyId: "test", secretAccessKey: "test", functionName: "closing", policies: "administrator" }],
  });
  const dynamo = gatewayClient(gateway.url);
  const ports = closingPorts({ ...house.granted, dynamo });
  const [model = "", ...others] = await closing(1 + 2 * serially, handful, onSale);
  const recorder = recordEvidence(ports);
  await closeAuction({ ...ports, evidence: recorder.evidence }, model);
  const calls = recorder.stop();
  await gateway.injectFault({ match: {}, fault: { latencyMs: 5 } });
  await gateway.injectFault({ match: { operation: "TransactWriteItems" }, fault: { latencyMs: 10 } });
  const inRow = async (made: typeof calls, closed: readonly string[]): Promise<number> => {
    const time = await timed(async () => {
      for (const auctionId of closed) await replayCalls(ports, aboutAnother(made, model, auctionId), true);
    });
    return (time * auctions) / serially;
  };
  const asJob = await inRow(asOneJob(calls), others.slice(0, serially));
  const serial = await inRow(calls, others.slice(serially));
  const queue = await freshQueue();
  const closings = openQueue(queue.sqs, queue.queueUrl);
  const worst = countInFlight(dynamo);
  const fanned: number[] = [];
  for (let round = 0; round < latencyRounds; round += 1) {
    const small = await closing(auctions, handful, onSale);
    fanned.push(
      await timed(async () => {
        await closeDueAuctions({ ...ports, closings });
        const failed = await takeClosings(ports, queue);
        invariant(failed.length === 0, "every auction was closed");
      }),
    );
    for (const auctionId of small) invariant((await ports.own.auction(auctionId))?.endedAt, "the auction has ended");
  }
  await gateway.stop();
  const label = `${auctions} auctions of ${handful}, 5 ms a call and 15 a transaction`;
  const eachRound = (time: number): number[] => fanned.map(() => time);
  print(label, fanned, "the calls of the former serial job", eachRound(asJob), 0.15);
  print(label, fanned, "today's calls one after another", eachRound(serial));
  const { item, atOnce } = worst();
  console.log(`most transactions in flight on one item: ${atOnce} (${item})`);
}

/** Cost a bidder of an auction of a thousand and of ten thousand. */
async function benchSize({ house: { ports }, closing }: ClosingFixture): Promise<void> {
  const [small = "", large = "", last = ""] = [
    ...(await closing(1, bidders, bidders / 2)),
    ...(await closing(1, many, many / 2)),
    ...(await closing(1, bidders, bidders / 2)),
  ];
  const before = await timed(() => closeAuction(ports, small));
  const whole = await timed(() => closeAuction(ports, large));
  const after = await timed(() => closeAuction(ports, last));
  print(`close of ${many} bidders, a bidder`, [whole / many], `close of ${bidders}, a bidder`, [(before + after) / 2 / bidders], 1.1);
  console.log(`close of ${many} bidders in all: ${(whole / 1000).toFixed(1)} s`);
}

async function inTurns(round: number, runs: readonly (() => Promise<void>)[]): Promise<void> {
  for (const run of round % 2 === 0 ? runs : runs.toReversed()) await run();
}

async function timed(run: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

function print(what: string, measured: readonly number[], than: string, baselines: readonly number[], most?: number): void {
  const ratio = medianRatio(measured, baselines);
  const text = most === undefined ? ratio.toFixed(2) : bounded(ratio, { most });
  console.log(`${what}: ${median(measured).toFixed(2)} ms; ${than}: ${median(baselines).toFixed(2)} ms; ratio ${text}`);
}
