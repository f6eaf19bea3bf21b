import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import { startGateway } from "../../infra/local-cloud/gateway/gateway.ts";
import type { Gateway } from "../../infra/local-cloud/gateway/types.ts";
import { type EndpointDescription, isWrite } from "../../shared/kernel/endpoint.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { type AuctionHouse, type Bidder, enrolmentPath, openAuctionHouse, usualTerms } from "../support/auction-house.ts";
import { capacityRowsOf } from "../support/capacity.ts";
import { engineWithOwn, gatewayClient } from "../support/engine.ts";
import type { Answer, Request } from "../support/front-door.ts";
import { colleagueOf, requestOperationsOf } from "../support/second-person.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

/** What one command used. */
interface Cost {
  /** Items in its transaction. */
  readonly items: number;
  /** Write units of the tables, without their indexes. */
  readonly writes: number;
  /** Read units; the caller is known, as it is for ten seconds after a first call. */
  readonly reads: number;
}

/** Two write units for each item of a transaction up to a kilobyte: nothing a command must write can cost less. */
const leastPerItem = 2;

const rows = (await Promise.all(contexts.map(capacityRowsOf))).filter((each) => each !== undefined);
/** Why a command writes more than two units an item. */
const above: (typeof rows)[number]["above"] = Object.assign({}, ...rows.map((each) => each.above));
const document = new URL("../../docs/capacity.md", import.meta.url);

describe("capacity units", () => {
  let house: AuctionHouse;
  let gateway: Gateway;
  let api: WholeApi;
  const costs = new Map<string, Cost>();

  beforeAll(async () => {
    // Sets of factors and prices are published once for a year or day, and signed heads once for a day: those of other files would be in the way.
    // The facts among its records are too short for whoever lists them.
    house = await openAuctionHouse(undefined, await engineWithOwn("Carbon", "Records", "Seals", "Valuation"));
    const { endpoint } = house.engine;
    gateway = await startGateway({
      endpoints: { dynamodb: endpoint, sqs: endpoint, s3: endpoint },
      ...{ region: "cn-north-1", accountId: "000000000000", partition: "aws-cn" },
      callers: [{ accessKeyId: "test", secretAccessKey: "test", functionName: "api", policies: "administrator" }],
    });
    api = await openWholeApi(house.engine, house.clock, { through: gatewayClient(gateway.url) });
  });
  afterAll(() => gateway.stop());

  /** Sends a request that has to be accepted. */
  async function accepted(request: Request): Promise<Record<string, unknown>> {
    const answer = await api.call(request);
    expect(answer.status, `${request.method} ${request.path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body as Record<string, unknown>;
  }

  /** Sends a command and notes what it used. What waits for a second person is approved by a colleague, and both are noted. */
  async function measure(name: string, request: Request): Promise<Record<string, unknown>> {
    const { status, headers, body } = await noted(name, request);
    expect([200, 201, 202], `${request.method} ${request.path}: ${JSON.stringify(body)}`).toContain(status);
    if (status !== 202) return body as Record<string, unknown>;
    costs.set(`${name}, entered`, required(costs.get(name), name));
    costs.delete(name);
    const as = await colleagueOf(house.engine, required(request.as, "person who entered"));
    const approved = await noted(`${name}, approved`, { as, method: "POST", path: `${headers.location}/approval` });
    expect(approved.status, `${name}: ${JSON.stringify(approved.body)}`).toBe(200);
    return (approved.body as { readonly result: Record<string, unknown> }).result;
  }

  /** Sends a command that is refused as things are, and notes what it used. */
  async function measureRefused(name: string, request: Request): Promise<void> {
    const { status, body } = await noted(name, request);
    expect([409, 422], `${request.method} ${request.path}: ${JSON.stringify(body)}`).toContain(status);
  }

  /** Sends a command and notes what it used; its member is known, so that only the command is counted. */
  async function noted(name: string, request: Request): Promise<Answer> {
    if (request.as) await api.call({ as: request.as, method: "GET", path: "/parties/own" });
    await gateway.readCapacity({ reset: true });
    api.items();
    const answer = await api.enter(request);
    const used = await gateway.readCapacity({ reset: true });
    const units = (fits: (row: (typeof used)[number]) => boolean): number => used.filter(fits).reduce((sum, row) => sum + row.units, 0);
    const writing = ({ operation }: (typeof used)[number]): boolean => /Write|Put|Update|Delete/.test(operation);
    costs.set(name, {
      items: api.items(),
      writes: units((row) => writing(row) && !row.index),
      reads: units((row) => !writing(row)),
    });
    return answer;
  }

  it("every command of every context is measured, except with a stated reason", async () => {
    const things = new Map<string, string>();
    const made = (name: string): string => required(things.get(name), `${name}, made by an earlier context`);
    for (const each of rows) {
      for (const [name, value] of Object.entries(await each.measure({ house, made, call: accepted, measure, measureRefused })))
        things.set(name, value);
    }
    const commands = contexts.flatMap((context): readonly EndpointDescription[] => Object.values(context.endpoints)).filter(isWrite);
    // Operations on requests are the same in every context: approving is measured with what is approved, the others once.
    const onRequests = requestOperationsOf(contexts);
    const isMeasured = (name: string): boolean => costs.has(name) || costs.has(`${name}, approved`) || onRequests.has(name);
    const left = commands.map(({ operationId }) => operationId).filter((name) => !isMeasured(name));
    expect(left.sort()).toEqual(rows.flatMap(({ unmeasured }) => Object.keys(unmeasured)).sort());
  });

  it("no command writes more than the minimum for its items, except with a stated reason", () => {
    const used = [...costs]
      .map(([name, { items, writes }]) => [name, writes - leastPerItem * items] as const)
      .filter(([, units]) => units !== 0);
    expect(Object.fromEntries(used)).toEqual(Object.fromEntries(Object.entries(above).map(([name, { units }]) => [name, units])));
  });

  it("the table in the documentation is what was measured", () => {
    const lines = [...costs].map(([name, { items, writes, reads }]) => {
      const why = above[name]?.because ?? "";
      return `| ${name} | ${items} | ${leastPerItem * items} | ${writes} | ${reads} | ${why} |`;
    });
    const heading = "| command | items | least write units | write units | read units | why more |";
    const page = readFileSync(document, "utf8").split("\n");
    const start = page.indexOf(heading) + 2;
    const written = page.slice(start, page.indexOf("", start));
    const add = lines.filter((line) => !written.includes(line));
    const remove = written.filter((line) => !lines.includes(line));
    const order = add.length + remove.length === 0 && written.join() !== lines.join() ? lines : [];
    const edits = [
      ...remove.map((line) => `docs/capacity.md: remove the line\n${line}`),
      ...add.map((line) => `docs/capacity.md: add the line\n${line}\nafter\n${lines[lines.indexOf(line) - 1] ?? written[0]}`),
      ...(order.length > 0 ? [`docs/capacity.md: bring the lines into the order\n${order.join("\n")}`] : []),
    ];
    if (edits.length > 0) throw new Error(edits.join("\n"));
  });

  it("enrolling and bidding cost the same with forty other bidders as with none", async () => {
    const auctionId = await house.announce({ lot: { ...usualTerms.lot, quantity: "50" } });
    const before = await costsOf(auctionId, await house.bidder());
    for (const other of await Promise.all(Array.from({ length: 40 }, () => house.bidder({ cash: "10000" })))) {
      await house.enrol(auctionId, other, "1");
    }
    expect(await costsOf(auctionId, await house.bidder())).toEqual(before);
  });

  async function costsOf(auctionId: string, bidder: Bidder): Promise<readonly (Cost | undefined)[]> {
    const { subject, siteId, project } = bidder;
    const own = `/auctions/${auctionId}`;
    await measure("enrol", { as: subject, method: "POST", path: `${own}/enrolments`, body: { siteId, project, tonnes: "1" } });
    const enrolled = costs.get("enrol");
    const { schedule } = await accepted({ method: "GET", path: own });
    const open = (schedule as { opensAt: string }).opensAt;
    const { clock } = house;
    if (clock.now() < open) clock.moveTo(open);
    await measure("submitBid", {
      as: subject,
      method: "PUT",
      path: enrolmentPath(auctionId, bidder, "/bid"),
      body: { steps: [{ price: "4000", quantity: "1" }] },
    });
    return [enrolled, costs.get("submitBid")];
  }
});
