import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { type AttributeValue, type DynamoDBClient, GetItemCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { cloudNow, enrol, enrolmentPathOf, moveTo } from "../../infra/demo/auctions.ts";
import { certify, gatherMembers } from "../../infra/demo/members.ts";
import { openOffice } from "../../infra/demo/office.ts";
import { startRemoteLocalCloud } from "../../infra/local-cloud/remote-local-cloud.ts";
import { productOptions } from "../../infra/running/product-options.ts";
import { synthesize } from "../../infra/synthesize.ts";
import { stripeOf } from "../../shared/kernel/ids.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { type AuctionHouse, type Bidder, enrolmentOf, enrolmentPath, openAuctionHouse, usualTerms } from "../support/auction-house.ts";
import type { Request } from "../support/front-door.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { bounded, median, medianRatio } from "./measuring.ts";
import { measureOwnCode } from "./own-code.ts";

const bidders = 32;
const quotes = 40;
const quotesOverHttp = 100;
const atOnce = 8;
const warmUps = 4;
const rounds = 10;
const revision = { rule: "free", maximumQuotes: quotesOverHttp };

/**
 * Bids in three ways, or in the one that is named (`npm run bench -- bids own-code`): in process, by the processor time of our own code, and
 * over HTTP.
 */
export async function benchBids(): Promise<void> {
  const only = process.argv[3];
  for (const [name, part] of Object.entries(parts)) if (only === undefined || only === name) await part();
  process.exit();
}

const parts: Readonly<Record<string, () => Promise<void>>> = {
  "in-process": benchInProcess,
  "own-code": benchOwnCode,
  http: async () => console.log(`over HTTP, whole local cloud: ${(await overHttp()).toFixed(0)} bids/s`),
};

/**
 * Accepted bids a second through the bidding function (routing, caller, parsing, rules, answer) on the real engine, as a ratio to a raw loop
 * of the same two reads and the same transaction of two puts. Both take turns in going first; the median of the rounds' ratios counts, so
 * that a machine that is busy for a while slows both.
 */
async function benchInProcess(): Promise<void> {
  const house = await openAuctionHouse();
  const crowd = await crowdOf(house, bidders);
  const raw: number[] = [];
  const bidding: number[] = [];
  const ofFunction = async () => rate(crowd, await seeded(house, crowd), (auctionId, bidder) => bidOnce(house, auctionId, bidder));
  const ofLoop = async () => rate(crowd, await seeded(house, crowd), (auctionId, bidder) => rawBid(house, auctionId, bidder));
  // The first rounds let the compiler settle. The engine slows as it fills, so the two take turns in going first.
  for (let round = 0; round < warmUps + rounds; round += 1) {
    const measured = new Map<typeof ofLoop, number>();
    for (const run of round % 2 === 0 ? [ofFunction, ofLoop] : [ofLoop, ofFunction]) measured.set(run, await run());
    if (round < warmUps) continue;
    bidding.push(measured.get(ofFunction) ?? 0);
    raw.push(measured.get(ofLoop) ?? 0);
  }
  const ratio = bounded(medianRatio(bidding, raw), { least: 0.95 });
  console.log(`${bidders} bidders, ${quotes} quotes each, ${atOnce} at once, median of ${rounds} rounds`);
  console.log(
    `bidding function in process: ${median(bidding).toFixed(0)} bids/s; raw loop of the same reads and transaction: ${median(raw).toFixed(0)} bids/s; ratio ${ratio}`,
  );
}

/** Processor time of our own code in a bid, to that of the client library sending the same commands. */
async function benchOwnCode(): Promise<void> {
  const house = await openAuctionHouse();
  const crowd = await crowdOf(house, 1);
  const auctionId = await seeded(house, crowd);
  const { own, library, ratio } = await measureOwnCode(house, bidOf(auctionId, required(crowd[0], "a bidder")));
  console.log(
    `own code of a bid: ${own.toFixed(0)} µs of processor time; client library for the same commands: ${library.toFixed(0)} µs; ratio ${bounded(ratio, { most: 0.08 }, 3)}`,
  );
}

function crowdOf(house: AuctionHouse, count: number): Promise<readonly Bidder[]> {
  return Promise.all(Array.from({ length: count }, () => house.bidder({ tonnes: "1000" })));
}

async function openAuction(house: AuctionHouse, crowd: readonly Bidder[]): Promise<string> {
  const auctionId = await house.announce({ revision, lot: { ...usualTerms.lot, quantity: "16" } });
  for (const bidder of crowd) await house.enrol(auctionId, bidder, "1");
  const auction = await house.ports.own.auction(auctionId);
  if (auction) house.clock.moveTo(auction.schedule.opensAt);
  return auctionId;
}

function bidOf(auctionId: string, bidder: Bidder): Request {
  return {
    as: bidder.subject,
    method: "PUT",
    path: enrolmentPath(auctionId, bidder, "/bid"),
    body: { steps: [{ price: "4000", quantity: "1" }] },
  };
}

async function bidOnce(house: AuctionHouse, auctionId: string, bidder: Bidder): Promise<void> {
  const { status } = await house.call(bidOf(auctionId, bidder));
  if (status !== 200) throw new Error(`a bid was answered with ${status}`);
}

/** An auction whose bidders have bid once: what is measured are bids in place of another, as most are. */
async function seeded(house: AuctionHouse, crowd: readonly Bidder[]): Promise<string> {
  const auctionId = await openAuction(house, crowd);
  for (const bidder of crowd) await bidOnce(house, auctionId, bidder);
  return auctionId;
}

/** What a bid does to the tables, without anything around it. */
async function rawBid({ engine }: AuctionHouse, auctionId: string, bidder: Bidder): Promise<void> {
  const { dynamo, tables } = engine;
  const { enrolmentId } = enrolmentOf(auctionId, bidder);
  const key = { pk: { S: `sheet#${auctionId}#${stripeOf(enrolmentId, 16)}` }, sk: { S: `enrolment#${enrolmentId}` } };
  const [, sheet] = await Promise.all([
    read(dynamo, tables.Auctions, { pk: { S: `auction#${auctionId}` }, sk: { S: "auction" } }),
    read(dynamo, tables.Bidding, key),
  ]);
  const version = Number(sheet?.version?.N);
  const next = { ...sheet, version: { N: String(version + 1) } };
  const response = { inputHash: { S: "0".repeat(64) }, response: { S: JSON.stringify(next).slice(0, 500) } };
  const row = { pk: { S: `version#${enrolmentId}#${bidder.partyId}` }, sk: { S: `key#${randomUUID()}` } };
  await dynamo.send(
    new TransactWriteItemsCommand({
      ClientRequestToken: randomUUID(),
      TransactItems: [
        {
          Put: {
            TableName: tables.Bidding,
            Item: next,
            ConditionExpression: "#version = :previous AND #state = :open",
            ExpressionAttributeNames: { "#version": "version", "#state": "state" },
            ExpressionAttributeValues: { ":previous": { N: String(version) }, ":open": { S: "open" } },
          },
        },
        { Put: { TableName: tables.Bidding, Item: { ...next, ...response, ...row }, ConditionExpression: "attribute_not_exists(pk)" } },
      ],
    }),
  );
}

async function read(
  dynamo: DynamoDBClient,
  table: string,
  key: Record<string, AttributeValue>,
): Promise<Record<string, AttributeValue> | undefined> {
  return (await dynamo.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item;
}

/** Bids a second when the bidders bid all their quotes, `atOnce` of them at a time, nobody twice at the same moment. */
async function rate<Someone>(
  crowd: readonly Someone[],
  auctionId: string,
  bid: (auctionId: string, bidder: Someone) => Promise<void>,
  each = quotes - 1,
): Promise<number> {
  const began = performance.now();
  const waiting = [...crowd];
  await Promise.all(
    Array.from({ length: Math.min(atOnce, crowd.length) }, async () => {
      for (let bidder = waiting.shift(); bidder; bidder = waiting.shift()) {
        for (let number = 0; number < each; number += 1) await bid(auctionId, bidder);
      }
    }),
  );
  return (crowd.length * each * 1000) / (performance.now() - began);
}

/** Accepted bids a second of four firms through API, token check and function processes. */
async function overHttp(): Promise<number> {
  const folder = temporaryFolder("bench");
  try {
    await synthesize({ out: join(folder, "assembly") });
    const cloud = await startRemoteLocalCloud({ state: join(folder, "state"), assembly: join(folder, "assembly"), ...productOptions() });
    const office = openOffice(() => cloud);
    const now = await cloudNow(cloud);
    const firms = await gatherMembers(office, now);
    const at = (minutes: number): string => new Date(now + minutes * 60_000).toISOString();
    const year = Number(at(0).slice(0, 4)) + 1;
    const document = { documentNumber: "X-1" };
    await office.ask({ as: "bureau", method: "PUT", path: `/permits/caps/ezhou/SO2/${year}`, body: { tonnes: "500", ...document } });
    await office.ask({
      as: "bureau",
      method: "POST",
      path: "/permits/reserves/ezhou/SO2",
      body: { tonnes: "50", source: "initial-reserve", ...document },
    });
    const terms = { ...usualTerms, revision, lot: { ...usualTerms.lot, firstMonth: `${year}-01`, lastMonth: `${year}-12` } };
    const schedule = { opensAt: at(1), enrolsUntil: at(60), closesAt: at(600) };
    const open = async (purpose: string): Promise<string> => {
      const { auctionId } = await office.ask({ as: "operator", method: "POST", path: "/auctions", body: { terms, schedule } });
      for (const [letter, firm] of firms) {
        await enrol(office, String(auctionId), firm, await certify(office, firms, letter, "SO2", "1", purpose), "1");
      }
      return String(auctionId);
    };
    const [warmUp, measured] = [await open("warm-up"), await open("bench")];
    await moveTo(cloud, now + 2 * 60_000);
    const enrolments = new Map<string, string>();
    for (const auctionId of [warmUp, measured]) {
      for (const firm of firms.values()) {
        enrolments.set(`${auctionId} ${firm.persona}`, required(await enrolmentPathOf(office, auctionId, firm), "an enrolment"));
      }
    }
    const bid = async (auctionId: string, { persona }: { readonly persona: string }): Promise<void> => {
      const body = { steps: [{ price: "4000", quantity: "1" }] };
      await office.ask({ as: persona, method: "PUT", path: `${enrolments.get(`${auctionId} ${persona}`)}/bid`, body });
    };
    // Bids on another auction start the function's processes and let their compilers settle.
    await rate([...firms.values()], warmUp, bid, quotesOverHttp);
    const perSecond = await rate([...firms.values()], measured, bid, quotesOverHttp);
    await cloud.stop();
    return perSecond;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
