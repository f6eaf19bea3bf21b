import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startGateway } from "../../infra/local-cloud/gateway/gateway.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { eachAtOnce } from "../../shared/store/at-once.ts";
import { gatewayClient } from "../support/engine.ts";
import type { Door } from "../support/front-door.ts";
import { aTradeRecord, givenRecords } from "../support/given-records.ts";
import { grantedOn } from "../support/granted.ts";
import { givenMember } from "../support/members.ts";
import { type RecordsWorld, recordsWorld } from "../support/records.ts";
import { recordsDoor } from "../support/records-door.ts";

const recordsAtOnce = 20;
const partsAtOnce = 4;
const instrument = `permit/SO2/pool-${randomUUID()}/2027-01/2031-12`;
const auctionId = randomUUID();

let world: RecordsWorld;
let gateway: Awaited<ReturnType<typeof startGateway>>;
let call: Door;
let firm: Awaited<ReturnType<typeof givenMember>>;
let bureau: typeof firm;
let records = 0;
beforeAll(async () => {
  world = await recordsWorld();
  const { endpoint, tables } = world.engine;
  gateway = await startGateway({
    endpoints: { dynamodb: endpoint, sqs: endpoint, s3: endpoint },
    ...{ region: "cn-north-1", accountId: "000000000000", partition: "aws-cn" },
    callers: [{ accessKeyId: "test", secretAccessKey: "test", functionName: "api", policies: "administrator" }],
  });
  call = recordsDoor(await grantedOn({ dynamo: gatewayClient(gateway.url), tables }, world.clock));
  firm = await givenMember(world.engine, { role: "enterprise" });
  bureau = await givenMember(world.engine, { role: "regulator", area: "420700" });
});
afterAll(() => gateway.stop());

/** Adds records of one auction, instrument and firm, until there are this many; all of one length. */
async function growTo(count: number): Promise<void> {
  const places: number[][] = [];
  for (; records < count; records += recordsAtOnce) places.push(Array.from({ length: recordsAtOnce }, (_, place) => records + place));
  await eachAtOnce(places, partsAtOnce, (part) =>
    givenRecords(
      world.engine,
      ...part.map((place) => {
        const [number, occurredAt] = [String(place).padStart(6, "0"), plusSeconds("2026-01-10T00:00:00.000Z", place)];
        const given = { recordId: `award-settled.${auctionId}.${number}`, parties: [firm.partyId], areas: ["420700"] };
        return aTradeRecord({
          ...given,
          instrument,
          auctionId,
          occurredAt,
          price: `1${number}`,
          blockReference: `SO2.${auctionId}.${number}`,
        });
      }),
    ),
  );
}

/** What the first page of each query costs, and the second: capacity units of reads and writes together. */
async function costs(): Promise<readonly { readonly query: string; readonly units: readonly number[] }[]> {
  const named = encodeURIComponent(instrument);
  const time = "from=2026-01-10T00:00:00Z&before=2026-02-01T00:00:00Z";
  const queries: readonly (readonly [string, string])[] = [
    [firm.subject, "/records/trades?limit=10"],
    [firm.subject, `/records/trades?limit=10&auctionId=${auctionId}&order=oldest`],
    [firm.subject, `/records/trades?limit=10&auctionId=${auctionId}&leastPrice=1000005`],
    [bureau.subject, `/records/trades?limit=10&purpose=cost&instrument=${named}&${time}`],
    [bureau.subject, `/records/trades?limit=10&purpose=cost&instrument=${named}&partyId=${firm.partyId}`],
    [bureau.subject, `/records/trades?limit=10&purpose=cost&auctionId=${auctionId}&mostQuantity=4`],
    ["", `/records/public-trades?limit=10&instrument=${named}`],
  ];
  const found: { query: string; units: number[] }[] = [];
  for (const [as, query] of queries) {
    // So that the membership of whoever asks is known already.
    if (as) await call({ as, method: "GET", path: "/records/facts?limit=1&purpose=cost" });
    const units: number[] = [];
    let cursor = "";
    for (const _ of ["first", "second"]) {
      await gateway.readCapacity({ reset: true });
      const answer = await call({ ...(as && { as }), method: "GET", path: `${query}${cursor && `&cursor=${cursor}`}` });
      const { items, nextCursor = "" } = answer.body as { readonly items: readonly unknown[]; readonly nextCursor?: string };
      invariant(answer.status === 200 && items.length === 10, `${query}: ${answer.text}`);
      cursor = nextCursor;
      units.push((await gateway.readCapacity({ reset: true })).reduce((total, row) => total + row.units, 0));
    }
    found.push({ query, units });
  }
  return found;
}

it("a page costs the same among 40 records of an auction, an instrument and a firm and among 1,000", { timeout: 120_000 }, async () => {
  await growTo(40);
  const among40 = await costs();
  await growTo(1_000);
  expect(await costs()).toEqual(among40);
  for (const { units } of among40) expect(Math.max(...units)).toBeLessThan(40);
});
