import { randomUUID } from "node:crypto";
import { api as allocationsApi } from "../../functions/allocations/api.ts";
import { api as approvalsApi } from "../../functions/approvals/api.ts";
import { api as auctionsApi } from "../../functions/auctions/api.ts";
import { api as biddingApi } from "../../functions/auctions/bidding/api.ts";
import { closeDueAuctions } from "../../functions/auctions/closing/close-due-auctions.ts";
import type { AuctionReference, EnrolmentReference } from "../../functions/auctions/contract.ts";
import {
  type AuctionsPorts,
  auctionsPorts,
  type ClosingPorts,
  closingPorts,
  type DefaultingPorts,
  defaultingPorts,
} from "../../functions/auctions/ports.ts";
import { enrolmentIdOf } from "../../functions/auctions/rows.ts";
import { settleEnrolment } from "../../functions/auctions/settlement/settle-enrolment.ts";
import { api as calendarApi } from "../../functions/calendar/api.ts";
import { api as carbonApi } from "../../functions/carbon/api.ts";
import { api as carbonAllowancesApi } from "../../functions/carbon/api-allowances.ts";
import { api as carbonReportsApi } from "../../functions/carbon/api-reports.ts";
import { api as carbonSheetsApi } from "../../functions/carbon/api-sheets.ts";
import { api as cashApi } from "../../functions/cash/api.ts";
import { api as complianceApi } from "../../functions/compliance/api.ts";
import { api as licencesApi } from "../../functions/licences/api.ts";
import { api as partiesApi } from "../../functions/parties/api.ts";
import { api as permitsApi } from "../../functions/permits/api.ts";
import { api as surplusApi } from "../../functions/surplus/api.ts";
import { api as surveillanceApi } from "../../functions/surveillance/api.ts";
import { api as valuationApi } from "../../functions/valuation/api.ts";
import { dayOf, startOfDay } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { openQueue } from "../../shared/streams/queues.ts";
import { closeDay, receipt } from "./bank.ts";
import { type TestClock, testClock } from "./clock.ts";
import { takeClosings } from "./closings.ts";
import { collateralDoor } from "./collateral-door.ts";
import { type Engine, engineWithOwn } from "./engine.ts";
import { type Answer, frontDoor, type Request } from "./front-door.ts";
import { type Granted, grantedOn } from "./granted.ts";
import { givenMember, givenSite } from "./members.ts";
import { freshQueue } from "./queues.ts";
import { recordsDoor } from "./records-door.ts";
import { approvedByColleague } from "./second-person.ts";

/** An enterprise that can bid: admitted, with a site, a certified need and cash. */
export interface Bidder {
  readonly subject: string;
  readonly partyId: string;
  readonly siteId: string;
  readonly project: string;
  /** Its legal name, which its payments come under. */
  readonly name: string;
}

/** The enrolment of a bidder for its project. */
export function enrolmentOf(auctionId: string, { partyId, project }: Pick<Bidder, "partyId" | "project">): EnrolmentReference {
  return { auctionId, enrolmentId: enrolmentIdOf(auctionId, partyId, project) };
}
/** Path of a bidder's enrolment, or of what belongs to it: `/bid`, `/payment`, `/confirmation`. */
export function enrolmentPath(auctionId: string, bidder: Pick<Bidder, "partyId" | "project">, what = ""): string {
  return `/auctions/${auctionId}/enrolments/${enrolmentOf(auctionId, bidder).enrolmentId}${what}`;
}

/** Answer to a request, with a body that a test inspects. */
export type Reply = Answer & { readonly body: Record<string, unknown> };

/** Everything a test of auctions needs: the real engine, its own clock and its own reserve. */
export interface AuctionHouse {
  readonly engine: Engine;
  readonly clock: TestClock;
  /** What the functions of auctions are granted. */
  readonly granted: Granted;
  readonly ports: AuctionsPorts & ClosingPorts & DefaultingPorts;
  readonly operator: string;
  readonly regulator: string;
  /** Sends a request; a colleague approves at once what waits for a second person. */
  call(request: Request): Promise<Reply>;
  /** Sends a request and leaves what waits for a second person waiting. */
  enter(request: Request): Promise<Reply>;
  /** Books money that a bidder paid, now or as `more` says. */
  receive(bidder: Pick<Bidder, "partyId" | "name">, amount: string, more?: object): Promise<Reply>;
  /** Closes a bank day at the balance that its lines add up to; the last one that is over by default. */
  closeDay(day?: string): Promise<Reply>;
  /** A bidder with a need of `tonnes` and `cash` CNY. */
  bidder(given?: {
    readonly tonnes?: string;
    readonly cash?: string;
    readonly offsetRatio?: string;
    readonly party?: object;
    readonly site?: object;
  }): Promise<Bidder>;
  /** Announces an auction that opens now; `terms` override the usual ones. Returns its id. */
  announce(terms?: object, more?: object): Promise<string>;
  enrol(auctionId: string, bidder: Bidder, tonnes: string): Promise<Reply>;
  bid(auctionId: string, bidder: Bidder, steps: readonly (readonly [price: string, quantity: string])[], key?: string): Promise<Reply>;
  /** Moves the clock past the close and closes all due auctions. */
  close(auctionId: string): Promise<void>;
  /** Runs the closing job and consumes the messages it sends, as the queue's consumer does. */
  closeDue(): Promise<void>;
  /** Settles or releases every enrolment, as the queue's consumer does. */
  settle(auctionId: string): Promise<void>;
}

/** The usual lot of a test: 10 tonnes of SO2 in the city's air. */
export const usualTerms = {
  title: "SO2 permits",
  documentNumber: "EZ-2026-1",
  seller: { name: "鄂州市生态环境局", creditCode: "11420700MB00000195" },
  lot: { pollutant: "SO2", pool: "ezhou", firstMonth: "2026-06", lastMonth: "2031-05", quantity: "10" },
  pricing: "pay-as-bid",
  basePrice: "4000",
  depositRate: "0.3",
  feeRate: "0.01",
  paymentWorkingDays: 5,
  priceTick: "10",
  quantityStep: "0.001",
  minimumBidders: 1,
  revision: { rule: "free", maximumQuotes: 10 },
} as const;

/** An auction in which the bidder wins 10 t for 40,000 CNY, 28,400 more than its deposit covers, and has not paid. */
export async function givenUnpaidAward(house: AuctionHouse, winner: Bidder, terms: object = {}): Promise<string> {
  const auctionId = await house.announce(terms);
  house.clock.moveTo(plusSeconds(house.clock.now(), 120));
  await house.enrol(auctionId, winner, "10");
  await house.bid(auctionId, winner, [["4000", "10"]]);
  await house.close(auctionId);
  await house.settle(auctionId);
  return auctionId;
}

let years = 2026;

/** Opens an auction house on an engine, by default the shared one with a table of cash of its own; its clock starts at `start`. */
export async function openAuctionHouse(start = "2026-03-02T01:00:00.000Z", given?: Engine): Promise<AuctionHouse> {
  const engine = given ?? (await engineWithOwn());
  const clock = testClock(start);
  const granted = await grantedOn(engine, clock);
  const ports = { ...closingPorts(granted), ...auctionsPorts(granted), ...defaultingPorts(granted) };
  const operator = (await givenMember(engine, { role: "operator" })).subject;
  const regulator = (await givenMember(engine, { role: "regulator" })).subject;
  const doors = doorsOf(granted);
  const enter = async (request: Request): Promise<Reply> => {
    const { door } = required(
      doors.find(({ serves }) => serves.test(request.path)),
      `API that serves ${request.path}`,
    );
    return (await door(request)) as Reply;
  };
  const call = approvedByColleague(engine, enter) as (request: Request) => Promise<Reply>;
  const must = async (request: Request): Promise<Reply> => {
    const answer = await call(request);
    if (answer.status >= 400) throw new Error(`${request.method} ${request.path}: ${JSON.stringify(answer.body)}`);
    return answer;
  };

  const queue = await freshQueue();
  const all = openQueue<AuctionReference>(queue.sqs, queue.queueUrl);
  // Auctions that other tests left due on the engine are theirs to close.
  const own = new Set<string>();
  const closings: typeof all = { send: (messages) => all.send(messages.filter(({ auctionId }) => own.has(auctionId))) };
  const closeDue = async (): Promise<void> => {
    await closeDueAuctions({ ...ports, closings });
    const failed = await takeClosings(ports, queue);
    if (failed.length > 0) throw new Error(`not closed: ${failed.join(", ")}`);
  };

  return {
    ...{ engine, clock, granted, ports, operator, regulator, call, enter },
    receive: (bidder, amount, more) =>
      call({ as: operator, method: "POST", path: "/cash/receipts", body: receipt(bidder, amount, clock.now(), more) }),
    closeDay: (day = dayOf(plusSeconds(startOfDay(dayOf(clock.now())), -1))) => closeDay(call, operator, day),
    async bidder({ tonnes = "100", cash = "1000000", offsetRatio = "1", party = {}, site = {} } = {}) {
      const member = await givenMember(engine, { role: "enterprise", party });
      const { siteId } = await givenSite(engine, member.partyId, site);
      const project = `p-${randomUUID().slice(0, 13)}`;
      const need = { partyId: member.partyId, siteId, project, projectName: "New line", kind: "new-project", pollutant: "SO2" };
      const letter = { letterNumber: "L-1", letterDate: "2026-01-05", offsetGround: "stated-in-letter", eiaNumber: "EIA-1" };
      await must({ as: regulator, method: "POST", path: "/permits/needs", body: { ...need, ...letter, tonnes, offsetRatio } });
      const bidder = { subject: member.subject, partyId: member.partyId, siteId, project, name: member.party.name };
      if (cash !== "0") await must({ as: operator, method: "POST", path: "/cash/receipts", body: receipt(bidder, cash, clock.now()) });
      return bidder;
    },
    async announce(terms = {}, more = {}) {
      const now = clock.now();
      const wanted = { ...usualTerms, ...terms };
      await provide(must, regulator, wanted.lot);
      const schedule = { opensAt: plusSeconds(now, 60), enrolsUntil: plusSeconds(now, 3_600), closesAt: plusSeconds(now, 7_200) };
      const answer = await must({ as: operator, method: "POST", path: "/auctions", body: { terms: wanted, schedule, ...more } });
      own.add(String(answer.body.auctionId));
      return String(answer.body.auctionId);
    },
    enrol: (auctionId, { subject, siteId, project }, tonnes) =>
      call({ as: subject, method: "POST", path: `/auctions/${auctionId}/enrolments`, body: { siteId, project, tonnes } }),
    bid(auctionId, bidder, steps, key) {
      // One second between bids, because time ranks equal prices.
      clock.moveTo(plusSeconds(clock.now(), 1));
      return call({
        ...{ as: bidder.subject, method: "PUT", path: enrolmentPath(auctionId, bidder, "/bid") },
        body: { steps: steps.map(([price, quantity]) => ({ price, quantity })) },
        ...(key && { key }),
      });
    },
    async close(auctionId) {
      const auction = await ports.own.auction(auctionId);
      if (auction) clock.moveTo(plusSeconds(auction.schedule.closesAt, 10));
      own.add(auctionId);
      await closeDue();
    },
    closeDue,
    async settle(auctionId) {
      for (const enrolment of await ports.own.enrolments(auctionId)) await settleEnrolment(ports, enrolment);
    },
  };
}

/** The APIs a market needs, by the paths they serve; the first match serves. */
function doorsOf(granted: Granted): readonly { readonly serves: RegExp; readonly door: (request: Request) => Promise<Answer> }[] {
  return [
    { serves: /^\/allocations/, door: frontDoor(allocationsApi.open(granted)) },
    { serves: /^\/carbon\/(?:reports|verifications|evidence)/, door: frontDoor(carbonReportsApi.open(granted)) },
    { serves: /^\/carbon\/(?:templates|sheets)/, door: frontDoor(carbonSheetsApi.open(granted)) },
    {
      serves: /^\/carbon\/(?:allowances|allowance-plans|surrenders|obligations|offsets|statements)/,
      door: frontDoor(carbonAllowancesApi.open(granted)),
    },
    { serves: /^\/carbon/, door: frontDoor(carbonApi.open(granted)) },
    { serves: /^\/collateral/, door: collateralDoor(granted) },
    { serves: /^\/records/, door: recordsDoor(granted) },
    { serves: /^\/surveillance/, door: frontDoor(surveillanceApi.open(granted)) },
    { serves: /^\/surplus/, door: frontDoor(surplusApi.open(granted)) },
    { serves: /^\/valuation/, door: frontDoor(valuationApi.open(granted)) },
    { serves: /^\/compliance/, door: frontDoor(complianceApi.open(granted)) },
    { serves: /^\/calendars/, door: frontDoor(calendarApi.open(granted)) },
    { serves: /^\/permits/, door: frontDoor(permitsApi.open(granted)) },
    { serves: /^\/licences/, door: frontDoor(licencesApi.open(granted)) },
    { serves: /^\/approvals/, door: frontDoor(approvalsApi.open(granted)) },
    { serves: /^\/parties/, door: frontDoor(partiesApi.open(granted)) },
    { serves: /^\/calendars/, door: frontDoor(calendarApi.open(granted)) },
    { serves: /^\/cash/, door: frontDoor(cashApi.open(granted)) },
    { serves: /\/(?:bid|withdrawal)$|^\/auctions\/bids\//, door: frontDoor(biddingApi.open(granted)) },
    { serves: /^\/auctions/, door: frontDoor(auctionsApi.open(granted)) },
  ];
}

/** Provides reserve and cap for one more lot; caps only grow, so that tests in one process don't exhaust each other's. */
async function provide(
  must: (request: Request) => Promise<Reply>,
  regulator: string,
  lot: { pollutant: string; pool: string; firstMonth: string; lastMonth: string; quantity: string },
): Promise<void> {
  years += 1;
  for (let year = Number(lot.firstMonth.slice(0, 4)); year <= Number(lot.lastMonth.slice(0, 4)); year += 1) {
    await must({
      as: regulator,
      method: "PUT",
      path: `/permits/caps/${lot.pool}/${lot.pollutant}/${year}`,
      body: { tonnes: String(years * 1_000), documentNumber: "EZ-CAP" },
    });
  }
  await must({
    as: regulator,
    method: "POST",
    path: `/permits/reserves/${lot.pool}/${lot.pollutant}`,
    body: { tonnes: lot.quantity, source: "initial-reserve", documentNumber: "EZ-RES" },
  });
}
