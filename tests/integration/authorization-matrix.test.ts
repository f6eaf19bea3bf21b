import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { actOf, type EndpointDescription, isWrite, type Role, roles } from "../../shared/kernel/endpoint.ts";
import { allows, personFunctions } from "../../shared/members/vocabulary.ts";
import { type AuctionHouse, type Bidder, enrolmentPath, openAuctionHouse } from "../support/auction-house.ts";
import { testClock } from "../support/clock.ts";
import { type Engine, sharedEngine } from "../support/engine.ts";
import { givenMember, givenSite } from "../support/members.ts";
import { authorizationRowsOf, needsRow, type Ownership, pathOf } from "../support/ownership.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

const endpoints: readonly EndpointDescription[] = contexts.flatMap((context) => Object.values(context.endpoints));

function codeOf({ body }: { readonly body: unknown }): string {
  return String((body as { type?: string } | undefined)?.type ?? "").replace("/problems/", "");
}

const aboutRoles = [
  ...["unauthenticated", "not-a-member", "role-not-allowed", "member-not-admitted", "member-suspended"],
  ...["function-not-allowed", "letter-not-valid"],
];

const expiredLetter = {
  ...{ sha256: "ab".repeat(32), from: "2025-01-01", until: "2025-12-31" },
  ...{ validFrom: "2024-12-31T16:00:00.000Z", endsAt: "2025-12-31T16:00:00.000Z" },
};

describe("authorization", () => {
  let engine: Engine;
  let api: WholeApi;
  const people = new Map<Role, string>();
  const applied = new Map<Role, string>();
  const suspended = new Map<Role, string>();
  /** People of admitted parties by role and function, and one whose letter of authority has expired. */
  const inFunction = new Map<string, string>();
  const expired = new Map<Role, string>();

  beforeAll(async () => {
    engine = await sharedEngine();
    api = await openWholeApi(engine, testClock());
    for (const role of roles) {
      people.set(role, (await givenMember(engine, { role })).subject);
      applied.set(role, (await givenMember(engine, { role, party: { standing: "applied" } })).subject);
      suspended.set(role, (await givenMember(engine, { role, party: { standing: "suspended", standingReason: "why" } })).subject);
      for (const personFunction of personFunctions) {
        const { subject } = await givenMember(engine, { role, member: { function: personFunction } });
        inFunction.set(`${role} ${personFunction}`, subject);
      }
      expired.set(role, (await givenMember(engine, { role, member: { letter: expiredLetter } })).subject);
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

    it("requires a token, unless it is public", async () => {
      const { code, writes } = await call(endpoint);
      if (isPublic) expect(aboutRoles).not.toContain(code);
      else expect([code, writes]).toEqual(["unauthenticated", []]);
    });

    it("refuses persons without membership, unless it is open to them", async () => {
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

    const [role] = endpoint.roles.filter((each): each is Role => (roles as readonly string[]).includes(each));
    if (isPublic || isForPersons || role === undefined) return;

    it.for(personFunctions)("as a %s: opens to those whose function allows it only", async (personFunction) => {
      const { code, writes } = await call(endpoint, inFunction.get(`${role} ${personFunction}`));
      const act = actOf(endpoint);
      if (act === undefined || allows(personFunction, act)) expect(aboutRoles).not.toContain(code);
      else expect([code, writes]).toEqual(["function-not-allowed", []]);
    });

    it("under an expired letter of authority: reads, but does not write", async () => {
      const { code, writes } = await call(endpoint, expired.get(role));
      if (isWrite(endpoint)) expect([code, writes]).toEqual(["letter-not-valid", []]);
      else expect(aboutRoles).not.toContain(code);
    });
  });
});

const rows = await Promise.all(contexts.map(authorizationRowsOf));
const ownership: Readonly<Record<string, Ownership>> = Object.assign({}, ...rows.map((each) => each.ownership));

describe("ownership", () => {
  let house: AuctionHouse;
  let api: WholeApi;
  let bidder: Bidder;
  let values: Readonly<Record<string, string>>;
  const others = new Map<Role, string>();

  beforeAll(async () => {
    house = await openAuctionHouse();
    api = await openWholeApi(house.engine, house.clock);
    // The bidder is of Huarong; the others are another enterprise, bank and verifier, and the authorities of Liangzihu.
    bidder = await house.bidder({ party: { area: "420703" }, site: { area: "420703" } });
    const { partyId, siteId, project } = bidder;
    const verifier = await givenMember(house.engine, { role: "verifier" });
    const given = await Promise.all(rows.map((each) => each.given?.(house, bidder, verifier)));
    values = Object.assign({ partyId, siteId, project }, ...given);
    for (const role of ["enterprise", "bank", "verifier"] as const) others.set(role, (await givenMember(house.engine, { role })).subject);
    for (const role of ["regulator", "district"] as const)
      others.set(role, (await givenMember(house.engine, { role, area: "420702" })).subject);
  });

  it("each context declares the ownership of every operation that names an object", () => {
    const named = endpoints.filter(needsRow).map(({ operationId }) => operationId);
    expect(Object.keys(ownership).sort()).toEqual(named.sort());
  });

  it.for(
    endpoints.flatMap((endpoint) => {
      const asked = ownership[endpoint.operationId];
      return typeof asked === "object" ? [[endpoint.operationId, endpoint, asked] as const] : [];
    }),
  )("%s hides what is another's or another area's from everybody but the operator", async ([, endpoint, asked]) => {
    const { params, query, body = {}, refusal = "not-found" } = asked;
    const path = `${pathOf(endpoint, { ...values, ...params })}${query ? `?${new URLSearchParams(query(bidder))}` : ""}`;
    const asking = [...others].filter(([role]) => endpoint.roles.includes(role) || endpoint.roles.includes("person"));
    expect(asking, "nobody is asked").not.toEqual([]);
    for (const [role, as] of asking) {
      api.writes();
      const answer = await api.call({ as, method: endpoint.method, path, ...(isWrite(endpoint) && { body }) });
      expect([role, codeOf(answer), api.writes()]).toEqual([role, refusal, []]);
    }
  });

  it("a sealed bid is in no response to anybody but its bidder before the close", async () => {
    const canary = "987610";
    const auctionId = String(values.auctionId);
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    expect(await house.bid(auctionId, bidder, [[canary, "1.234"]])).toMatchObject({ status: 200 });
    const everybody = [...others.values(), house.operator, house.regulator, undefined];
    for (const endpoint of endpoints.filter((each) => !isWrite(each))) {
      for (const as of everybody) {
        const answer = await api.call({ method: endpoint.method, path: pathOf(endpoint, values), ...(as && { as }) });
        expect(JSON.stringify(answer.body), endpoint.operationId).not.toContain(canary);
      }
    }
    expect(JSON.stringify(await api.call({ as: bidder.subject, method: "GET", path: enrolmentPath(auctionId, bidder, "/bid") }))).toContain(
      canary,
    );
  });

  it("of two enterprises neither reads the other's site, even by guessing its id", async () => {
    const other = others.get("enterprise") ?? "";
    const site = await givenSite(house.engine, bidder.partyId);
    expect(await api.call({ as: other, method: "GET", path: `/permits/sites/${site.siteId}/holdings` })).toMatchObject({ status: 404 });
  });
});
