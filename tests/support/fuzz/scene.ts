import { addressStore } from "../../../functions/notices/addresses/store.ts";
import { contexts } from "../../../functions/registry.ts";
import { type Instant, plusSeconds } from "../../../shared/kernel/clock.ts";
import { type EndpointDescription, type Role, roles } from "../../../shared/kernel/endpoint.ts";
import { openTable } from "../../../shared/store/table.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { type AuctionHouse, type Bidder, enrolmentOf, openAuctionHouse, usualTerms } from "../auction-house.ts";
import { accountOf } from "../bank.ts";
import type { Engine } from "../engine.ts";
import { freshCreditCode, givenMember } from "../members.ts";
import { plainNotice } from "../notices-of-years.ts";
import { type AuthorizationRows, authorizationRowsOf } from "../ownership.ts";
import { aLetter } from "../people.ts";
import { openWholeApi, type WholeApi } from "../whole-api.ts";
import type { Pool } from "./input-arbitraries.ts";
import { inMatrix, namedPool } from "./named-pool.ts";
import { waiting } from "./waiting.ts";

/** Somebody who calls: the public, a person without membership, or a member. */
export interface Caller {
  readonly name: string;
  /** Subject of the token; none for the public. */
  readonly subject?: string;
  readonly role: Role | "person" | "public";
  readonly standing: "admitted" | "applied" | "suspended";
}

/** A market with things of every kind in every state, everybody who may call, and the whole API in front of it. */
export interface Scene {
  readonly api: WholeApi;
  readonly callers: readonly Caller[];
  /** Values by the names of fields; of requests that wait, those that the endpoint serves. */
  poolFor(endpoint: Pick<EndpointDescription, "path">): Pool;
  /** The same, but with what the authorization matrix and the examples name for an operation: what there is of it, and bodies of its owner. */
  namedPoolFor(endpoint: EndpointDescription): Pool;
  readonly auctions: Auctions;
}

/** Auctions in several states, and an enrolment of the first bidder in each that it could enrol in. */
interface Auctions {
  readonly auctionId: readonly string[];
  readonly enrolmentId: readonly string[];
  /** Time at which they are in these states. */
  readonly at: Instant;
}

/** What all scenes of an engine share. */
export interface Cast {
  /** Callers besides the bidder of a scene. Their parties are in no pool, so that nothing happens to them. */
  readonly members: readonly Caller[];
  /** Ids of the objects that the contexts give the authorization matrix, by the names of path parameters. */
  readonly objects: readonly Readonly<Record<string, string>>[];
  /** Whom those objects belong to. */
  readonly owner: Bidder;
  readonly ownership: AuthorizationRows["ownership"];
}

/** Prepares an engine for scenes. */
export async function castOf(engine: Engine): Promise<Cast> {
  const house = await openAuctionHouse(undefined, engine);
  const owner = await house.bidder();
  const verifier = await givenMember(engine, { role: "verifier" });
  const rows = await Promise.all(contexts.map(authorizationRowsOf));
  const objects = await Promise.all(rows.map(async (each) => (await each.given?.(house, owner, verifier)) ?? {}));
  const owners: readonly Caller[] = [
    { name: "owner", subject: owner.subject, role: "enterprise", standing: "admitted" },
    { name: "owner's verifier", subject: verifier.subject, role: "verifier", standing: "admitted" },
  ];
  return {
    ...{ members: [...owners, ...(await membersOf(engine))], objects, owner },
    ownership: Object.assign({}, ...rows.map(({ ownership }) => ownership)),
  };
}

/** Opens a scene of its own on an engine that earlier ones have used; `from` an earlier one it can take the auctions. */
export async function openScene(
  engine: Engine,
  { members, objects, owner, ownership }: Cast,
  { from, requests = false }: { readonly from?: Scene | undefined; readonly requests?: boolean } = {},
): Promise<Scene> {
  const house = await openAuctionHouse(undefined, engine);
  const api = await openWholeApi(engine, house.clock);
  const creditCode = freshCreditCode();
  const [bidder, other] = await Promise.all([house.bidder({ party: { creditCode, secondPersonFor: ["bids"] } }), house.bidder()]);
  const callers = [{ name: "bidder", subject: bidder.subject, role: "enterprise", standing: "admitted" } as const, ...members];
  await giveAddress(engine, bidder);
  const auctions = from?.auctions ?? (await auctionsOf(house, [bidder, other]));
  house.clock.moveTo(auctions.at);
  const licenceNumber = ["001", "002"].map((sequence) => `${creditCode}${sequence}P`);
  const pool = { ...poolOf([bidder, other], auctions, objects), ...(await bankOf(house, bidder)), licenceNumber };
  const { body } = await api.call({ method: "GET", path: "/auctions?limit=1" });
  const cursor = [(body as { nextCursor: string }).nextCursor];
  const { partyId, siteId, project } = owner;
  const owned = Object.assign({ partyId, siteId, project }, ...objects) as Readonly<Record<string, string>>;
  const addresses = requests ? await waiting({ engine, api, members, bidder, pool, named: inMatrix(ownership, owned) }) : [];
  const scene: Scene = {
    ...{ api, callers, auctions },
    poolFor({ path }) {
      const served = addresses.filter((address) => path.startsWith(address.replace(/[^/]+$/, "{requestId}")));
      return { ...pool, cursor, ...(served.length > 0 && { requestId: served.map((address) => address.split("/").at(-1)) }) };
    },
    namedPoolFor: (endpoint) => namedPool(endpoint, scene.poolFor(endpoint), { ownership: ownership[endpoint.operationId], owned, owner }),
  };
  return scene;
}

/** Gives a bidder a confirmed address: nobody guesses the code of one. */
async function giveAddress(engine: Engine, { partyId, subject }: Bidder): Promise<void> {
  const { addressPut } = addressStore(openTable(engine.dynamo, engine.tables.Notices));
  const address = { channel: "mail", address: "liu@mill.example", unwanted: [], confirmedAt: "2026-03-02T01:00:00.000Z" } as const;
  await commit(engine.dynamo, [addressPut({ partyId, subject, ...address, version: 1 })]);
}

/** The public, a person without membership, and members of every role and standing. */
async function membersOf(engine: Engine): Promise<Caller[]> {
  const given = roles.flatMap((role) => (["admitted", "applied", "suspended"] as const).map((standing) => ({ role, standing })));
  const members = given.map(async ({ role, standing }): Promise<Caller> => {
    const { subject } = await givenMember(engine, { role, party: { standing, standingReason: "a reason" } });
    return { name: `${standing} ${role}`, subject, role, standing };
  });
  return [
    { name: "public", role: "public", standing: "admitted" },
    { name: "person", subject: "person-without-membership", role: "person", standing: "admitted" },
    ...(await Promise.all(members)),
  ];
}

/** Values by the names of fields: ids of what exists, and texts that a rule of theirs accepts. */
function poolOf(bidders: readonly [Bidder, Bidder], { at: now, ...auctions }: Auctions, objects: Cast["objects"]): Pool {
  // The values at one index belong together: the first bidder in the open and in the announced auction.
  const owners = [bidders[0], ...bidders];
  const ids: Record<string, unknown[]> = {
    auctionId: [...auctions.auctionId],
    enrolmentId: [...auctions.enrolmentId],
    partyId: owners.map(({ partyId }) => partyId),
    siteId: owners.map(({ siteId }) => siteId),
    project: owners.map(({ project }) => project),
  };
  for (const each of objects) for (const [name, value] of Object.entries(each)) ids[name] = [...(ids[name] ?? []), value];
  return {
    ...ids,
    ...{ limit: ["1", "25", "100"], pool: ["ezhou"], pollutant: ["SO2"], year: ["2027", "2028", "2026", "2025"] },
    ...{ instrument: ["CNY", "permit/SO2/ezhou/2026-06/2031-05"], account: ["treasury:0", "exchange:main", "bank:1"], class: ["cash"] },
    ...{ creditCode: [freshCreditCode(), freshCreditCode()], bankReference: ["CCB-1", "CCB-2"], amount: ["100.00", "0.01"] },
    ...{ tonnes: ["1", "0.001"], price: ["4000", "4010"], quantity: ["1", "10"], offsetRatio: ["1", "2"], reason: ["核实"] },
    ...{ opensAt: [plusSeconds(now, 60)], enrolsUntil: [plusSeconds(now, 3_600)], closesAt: [plusSeconds(now, 7_200)] },
    ...{ letter: [aLetter()], effectiveOn: ["2026-01-05"], documentDate: ["2026-01-05"] },
    ...{ letterDate: ["2026-01-05"], code: ["not-found"], factType: ["award-due"], version: ["1"], at: [now] },
    ...{ licenceValidFrom: ["2026-01-01"], licenceValidUntil: ["2030-12-31"] },
    ...{ address: ["liu@mill.example", "+8613800000000"], kind: ["received", "due"] },
    ...{ holidays: [plainNotice(2027).holidays, plainNotice(2028).holidays], workingDays: [[]] },
    ...{ terms: [{ ...usualTerms, lot }], steps: [[{ price: "4000", quantity: "1" }], []] },
  };
}

/** Lines, refunds and statements of the bank, with what is entered about them. */
async function bankOf(house: AuctionHouse, bidder: Bidder): Promise<Pool> {
  const suspended = (await house.receive(bidder, "5.00", { payerName: "Somebody else" })).body;
  const post = async (path: string, body: object) =>
    (await house.call({ as: house.operator, method: "POST", path: `/cash/${path}`, body })).body;
  const toAccount = accountOf(bidder.partyId);
  const refund = await post("refunds", { partyId: bidder.partyId, amount: "0.01", toAccount, reason: "核实" });
  const header = "bankReference,creditedAt,direction,amount,counterpartyName,counterpartyAccount,purpose";
  const file = Buffer.from(`${header}\nCSV-${String(refund.refundId)},2026-03-01 12:00:00,in,1.00,某某,6217-0001,\n`).toString("base64");
  const { statementId } = await post("statements", { file });
  return {
    ...{
      bookingId: [suspended.bookingId],
      day: [suspended.bankDay, "2026-02-01"],
      refundId: [refund.refundId],
      statementId: [statementId],
    },
    ...{ creditedAt: [suspended.creditedAt], payerName: [bidder.name, "某某"], payerAccount: [toAccount], toAccount: [toAccount] },
    ...{ payeeName: ["某某"], payeeAccount: ["6217-0001"], closingBalance: ["0.00"], file: [file], house: ["treasury"] },
  };
}

/** A lot with a short term, because every year of a term needs a cap. */
const lot = { ...usualTerms.lot, lastMonth: "2026-12" };

/** Auctions in several states: announced, open with a bid, cancelled, cleared and settled. */
async function auctionsOf(house: AuctionHouse, bidders: readonly [Bidder, Bidder]): Promise<Auctions> {
  const [ended, cancelled] = [await house.announce({ lot: { ...lot, quantity: "1" } }), await house.announce({ lot })];
  await house.call({ as: house.operator, method: "POST", path: `/auctions/${cancelled}/cancellation`, body: { reason: "by mistake" } });
  house.clock.moveTo(plusSeconds(house.clock.now(), 120));
  for (const bidder of bidders) {
    await house.enrol(ended, bidder, "1");
    await house.bid(ended, bidder, [["4000", "1"]]);
  }
  await house.close(ended);
  await house.settle(ended);
  const open = await house.announce({ lot });
  await house.enrol(open, bidders[0], "5");
  house.clock.moveTo(plusSeconds(house.clock.now(), 120));
  await house.bid(open, bidders[0], [["4000", "1"]]);
  const auctionId = [open, await house.announce({ lot }), ended, cancelled];
  return { auctionId, enrolmentId: auctionId.map((each) => enrolmentOf(each, bidders[0]).enrolmentId), at: house.clock.now() };
}
