import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../functions/documentation/registry.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { type EndpointDescription, isWrite, type Role, roles } from "../../shared/kernel/endpoint.ts";
import { type AuctionHouse, type Bidder, openAuctionHouse } from "../support/auction-house.ts";
import { testClock } from "../support/clock.ts";
import { type Engine, sharedEngine } from "../support/engine.ts";
import { givenMember, givenSite } from "../support/members.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

const endpoints: readonly EndpointDescription[] = registry.flatMap((offer) => Object.values(offer.endpoints));

/** Plausible values of path parameters, so that a refusal is never one of the path. */
const parameterValues: Readonly<Record<string, string>> = {
  partyId: "nobody",
  siteId: "nowhere",
  auctionId: "none",
  noticeId: "none",
  list: "dishonest-debtor",
  pool: "ezhou",
  pollutant: "SO2",
  year: "2027",
  project: "none",
  house: "treasury",
  code: "not-found",
  factType: "award-due",
  version: "1",
};

function pathOf({ path }: EndpointDescription, values: Readonly<Record<string, string>> = parameterValues): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`give the matrix a value for {${name}}`);
    return value;
  });
}

function codeOf({ body }: { readonly body: unknown }): string {
  return String((body as { type?: string } | undefined)?.type ?? "").replace("/problems/", "");
}

const aboutRoles = ["unauthenticated", "not-a-member", "role-not-allowed", "member-not-admitted", "member-suspended"];

describe("who may call what", () => {
  let engine: Engine;
  let api: WholeApi;
  const people = new Map<Role, string>();
  const applied = new Map<Role, string>();
  const suspended = new Map<Role, string>();

  beforeAll(async () => {
    engine = await sharedEngine();
    api = await openWholeApi(engine, testClock());
    for (const role of roles) {
      people.set(role, (await givenMember(engine, { role })).subject);
      applied.set(role, (await givenMember(engine, { role, party: { standing: "applied" } })).subject);
      suspended.set(role, (await givenMember(engine, { role, party: { standing: "suspended", standingReason: "why" } })).subject);
    }
  });

  async function call(endpoint: EndpointDescription, as?: string) {
    const { method } = endpoint;
    api.writes();
    const answer = await api.call({ method, path: pathOf(endpoint), ...(as && { as }), ...(isWrite(endpoint) && { body: {} }) });
    return { code: codeOf(answer), status: answer.status, writes: api.writes() };
  }

  it("the matrix knows every endpoint that is served, and serves every endpoint that is described", () => {
    expect([...api.operations].sort()).toEqual(endpoints.map(({ operationId }) => operationId).sort());
    expect(endpoints.length).toBeGreaterThan(45);
  });

  describe.for(endpoints.map((endpoint) => [endpoint.operationId, endpoint] as const))("%s", ([, endpoint]) => {
    const isPublic = endpoint.roles.includes("public");
    const isForPersons = endpoint.roles.includes("person");

    it("asks strangers for a token, unless it is public", async () => {
      const { code, writes } = await call(endpoint);
      if (isPublic) expect(aboutRoles).not.toContain(code);
      else expect([code, writes]).toEqual(["unauthenticated", []]);
    });

    it("refuses persons without membership, unless it is theirs", async () => {
      const { code, writes } = await call(endpoint, `person-${randomUUID()}`);
      if (isPublic || isForPersons) expect(aboutRoles).not.toContain(code);
      else expect([code, writes]).toEqual(["not-a-member", []]);
    });

    it.for([...roles])("as %s: opens to its roles only, and to admitted members only", async (role) => {
      const open = isPublic || isForPersons || endpoint.roles.includes(role);
      const { code, writes } = await call(endpoint, people.get(role));
      if (open) expect(aboutRoles).not.toContain(code);
      else expect([code, writes]).toEqual(["role-not-allowed", []]);

      const early = await call(endpoint, applied.get(role));
      if (isPublic || isForPersons) expect(aboutRoles).not.toContain(early.code);
      else expect([early.code, early.writes]).toEqual(["member-not-admitted", []]);

      const late = await call(endpoint, suspended.get(role));
      if (!isPublic && !isForPersons && open && isWrite(endpoint)) expect([late.code, late.writes]).toEqual(["member-suspended", []]);
      else if (open) expect(aboutRoles).not.toContain(late.code);
    });
  });
});

/** Endpoints whose path or query names something of somebody, and how the matrix asks for another's. The rest names nothing of anybody's. */
const ownedBy: Readonly<Record<string, "party" | "site" | "need" | "member" | "pool" | "auction-of-city" | "own-only">> = {
  readParty: "party",
  decideAdmission: "own-only",
  suspendParty: "own-only",
  reinstateParty: "own-only",
  recordExclusion: "party",
  liftExclusion: "party",
  listSites: "member",
  setCap: "pool",
  readCap: "own-only",
  listCaps: "own-only",
  addToReserve: "pool",
  readReserve: "own-only",
  withdrawNeed: "need",
  readNeed: "need",
  listHoldings: "site",
  readMemberCash: "own-only",
  listBookings: "member",
  readAuction: "own-only",
  postponeAuction: "own-only",
  cancelAuction: "own-only",
  enrol: "own-only",
  readOwnEnrolment: "own-only",
  submitBid: "own-only",
  readOwnBid: "own-only",
  payAward: "own-only",
  readBulletin: "own-only",
  readConfirmation: "auction-of-city",
  readBook: "auction-of-city",
  markNoticeRead: "own-only",
  listPositions: "member",
  listEntries: "member",
  readStatement: "member",
  bookHousePayOut: "own-only",
  readHouseCash: "own-only",
  readProblem: "own-only",
  readEventSchema: "own-only",
};

describe("whose it is", () => {
  let house: AuctionHouse;
  let api: WholeApi;
  let bidder: Bidder;
  let auctionId: string;
  const others = new Map<Role, string>();

  beforeAll(async () => {
    house = await openAuctionHouse();
    api = await openWholeApi(house.engine, house.clock);
    // The bidder is of Huarong; the others are another enterprise and bank, and the authorities of Liangzihu.
    bidder = await house.bidder({ party: { area: "420703" }, site: { area: "420703" } });
    auctionId = await house.announce();
    await house.enrol(auctionId, bidder, "5");
    for (const role of ["enterprise", "bank"] as const) others.set(role, (await givenMember(house.engine, { role })).subject);
    for (const role of ["regulator", "district"] as const)
      others.set(role, (await givenMember(house.engine, { role, area: "420702" })).subject);
  });

  const named = endpoints.filter(({ path, query }) => /\{/.test(path) || "partyId" in ((query as { shape?: object }).shape ?? {}));

  it("the matrix says of every endpoint that names something whose that is", () => {
    expect(named.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(ownedBy).sort());
  });

  it.for(
    named.filter(({ operationId }) => ownedBy[operationId] !== "own-only").map((endpoint) => [endpoint.operationId, endpoint] as const),
  )("%s hides what is another's or another area's from everybody but the operator", async ([operationId, endpoint]) => {
    const values = { ...parameterValues, partyId: bidder.partyId, siteId: bidder.siteId, project: bidder.project, auctionId };
    const query = ownedBy[operationId] === "member" ? `?partyId=${bidder.partyId}&instrument=CNY` : "";
    const bodies: Readonly<Record<string, object>> = {
      recordExclusion: { list: "dishonest-debtor", documentNumber: "X-1" },
      liftExclusion: { documentNumber: "X-1" },
      withdrawNeed: { reason: "mistake" },
      setCap: { tonnes: "1", documentNumber: "X-1" },
      addToReserve: { tonnes: "1", source: "initial-reserve", documentNumber: "X-1" },
    };
    // Members see their own confirmation only: asked by party it is hidden as well.
    const path = `${pathOf(endpoint, values)}${operationId === "readConfirmation" ? `?partyId=${bidder.partyId}` : acceptedQuery(endpoint, query)}`;
    for (const [role, as] of others) {
      if (!endpoint.roles.includes(role)) continue;
      api.writes();
      const answer = await api.call({ as, method: endpoint.method, path, ...(isWrite(endpoint) && { body: bodies[operationId] ?? {} }) });
      const wanted = ownedBy[operationId] === "pool" ? "outside-your-area" : "not-found";
      expect([role, codeOf(answer), api.writes()]).toEqual([role, wanted, []]);
    }
  });

  function acceptedQuery({ query }: EndpointDescription, text: string): string {
    const known = Object.keys((query as { shape?: object }).shape ?? {});
    const kept = [...new URLSearchParams(text.slice(1))].filter(([name]) => known.includes(name));
    return kept.length > 0 ? `?${new URLSearchParams(kept)}` : "";
  }

  it("a sealed bid is in no answer to anybody but its bidder before the close", async () => {
    const canary = "987610";
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    expect(await house.bid(auctionId, bidder, [[canary, "1.234"]])).toMatchObject({ status: 200 });
    const everybody = [...others.values(), house.operator, house.regulator, undefined];
    for (const endpoint of endpoints.filter((each) => !isWrite(each))) {
      const values = { ...parameterValues, partyId: bidder.partyId, siteId: bidder.siteId, project: bidder.project, auctionId };
      for (const as of everybody) {
        const answer = await api.call({ method: endpoint.method, path: pathOf(endpoint, values), ...(as && { as }) });
        expect(JSON.stringify(answer.body), endpoint.operationId).not.toContain(canary);
      }
    }
    expect(JSON.stringify(await api.call({ as: bidder.subject, method: "GET", path: `/auctions/${auctionId}/bid` }))).toContain(canary);
  });

  it("of two enterprises neither reads the other's site, even by guessing its id", async () => {
    const other = others.get("enterprise") ?? "";
    const site = await givenSite(house.engine, bidder.partyId);
    expect(await api.call({ as: other, method: "GET", path: `/permits/sites/${site.siteId}/holdings` })).toMatchObject({ status: 404 });
  });
});
