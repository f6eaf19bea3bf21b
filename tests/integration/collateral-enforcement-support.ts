import { expect } from "vitest";
import { stateSaleEnded } from "../../functions/auctions/sellers/state-sale-ended.ts";
import { defaultAwards } from "../../functions/auctions/settlement/default-awards.ts";
import { type EndedSale, endEnforcement } from "../../functions/collateral/enforcement/end-sale.ts";
import { type EnforcementPorts, enforcementPorts } from "../../functions/collateral/enforcement/ports.ts";
import { dayOf } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { plain } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { escrowAccount, partyAccount, proceedsAccount } from "../../shared/ledger/account.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import { decodeFact, factKey } from "../../shared/store/fact-store.ts";
import { type AuctionHouse, type Bidder, openAuctionHouse, usualTerms } from "../support/auction-house.ts";
import { CollateralWorld, joining, type Pledgor, type Someone } from "../support/collateral-world.ts";
import { conservationFaults } from "../support/conservation.ts";
import type { Request } from "../support/front-door.ts";
import { givenSite } from "../support/members.ts";
import { documentSha256 } from "../support/pledge-terms.ts";
import { statedAbout } from "../support/stated-facts.ts";

type Body = Record<string, unknown>;

/** What an enforcement rests on. */
export const agreement = { ground: "agreement", document: { documentNumber: "XY-2026-7", documentSha256 } };
/** Permits of a pledgor in these tests: SO2 in the city's air. */
export const instrument = "permit/SO2/ezhou/2026-01/2030-12";

/** A firm that has pledged ten tonnes to two banks: fifteen thousand yuan to the first, five thousand to the second. */
export interface Pledged {
  readonly firm: Pledgor;
  readonly senior: Someone;
  readonly junior: Someone;
  readonly seniorPledge: string;
  readonly juniorPledge: string;
}

/** An auction house with collateral, whose pledges are enforced and sold. */
export class EnforcementWorld {
  readonly house: AuctionHouse;
  readonly world: CollateralWorld;
  readonly ports: EnforcementPorts;

  private constructor(house: AuctionHouse, world: CollateralWorld) {
    this.house = house;
    this.world = world;
    this.ports = enforcementPorts(house.granted);
  }

  static async open(): Promise<EnforcementWorld> {
    const house = await openAuctionHouse();
    return new EnforcementWorld(house, await CollateralWorld.within(house));
  }

  /** Sends a command that must be accepted; returns its response. */
  done(request: Request): Promise<Body> {
    return this.world.done(request);
  }

  /** Sends a command that must be refused; returns its problem with the problem's code. */
  refused(request: Request): Promise<Body> {
    return this.world.refused(request);
  }

  /** Ten pledged tonnes with two ranks; both loans are disbursed. */
  async pledged(amounts: { readonly senior?: string; readonly junior?: string } = {}): Promise<Pledged> {
    const { world, house } = this;
    const [senior, junior] = [await world.bank(), await world.bank()];
    const someone = await world.pledgor("1", instrument);
    const { siteId } = await givenSite(house.engine, someone.partyId);
    const firm = { ...someone, siteId, account: `site:${siteId}` };
    await world.credit(firm.account, instrument, "10");
    const today = dayOf(house.clock.now());
    const terms = { contractDate: today, appraisedOn: today, from: today, until: "2028-02-29", appraisedCny: "100000" };
    const first = await world.registered(senior, firm, "10", { ...terms, amountCny: amounts.senior ?? "15000" });
    const join = { ...terms, ...joining(firm, first, "10"), amountCny: amounts.junior ?? "5000" };
    const second = await world.registered(junior, firm, "10", join);
    await world.lent(senior, firm, first, amounts.senior ?? "15000");
    await world.lent(junior, firm, second, amounts.junior ?? "5000");
    return { firm, senior, junior, seniorPledge: first.pledgeId, juniorPledge: second.pledgeId };
  }

  /** Begins to enforce the first pledge, on all of its tonnes unless told otherwise. */
  begin({ firm, senior, seniorPledge }: Pledged, more: object = {}): Request {
    const body = { account: firm.account, instrument, ...agreement, ...more };
    return { as: senior.subject, method: "POST", path: `/collateral/pledges/${seniorPledge}/enforcements`, body };
  }

  /** A step of an enforcement. */
  step(as: string, enforcementId: string, step: string, body: object = {}, method: "POST" | "PUT" = "POST"): Request {
    return { as, method, path: `/collateral/enforcements/${enforcementId}/${step}`, body };
  }

  async begun(pledged: Pledged, more: object = {}): Promise<string> {
    return String((await this.done(this.begin(pledged, more))).enforcementId);
  }

  /** The announcement of a sale of an enforcement's tonnes. */
  announcement({ firm }: Pledged, enforcementId: string, more: object = {}, lot: object = {}): Request {
    const now = this.house.clock.now();
    const terms = {
      ...{ ...usualTerms, enforcementId, seller: { name: firm.name, creditCode: firm.creditCode }, ...more },
      lot: { pollutant: "SO2", pool: "ezhou", firstMonth: "2026-01", lastMonth: "2030-12", quantity: "10", ...lot },
    };
    const schedule = { opensAt: plusSeconds(now, 60), enrolsUntil: plusSeconds(now, 3_600), closesAt: plusSeconds(now, 7_200) };
    return { as: this.house.operator, method: "POST", path: "/auctions", body: { terms, schedule } };
  }

  async announced(pledged: Pledged, enforcementId: string, more: object = {}): Promise<string> {
    const auctionId = String((await this.done(this.announcement(pledged, enforcementId, more))).auctionId);
    this.world.later(120);
    return auctionId;
  }

  /** Announces a sale of some of the tonnes. */
  async announcedPart(pledged: Pledged, enforcementId: string, quantity: string): Promise<string> {
    const auctionId = String((await this.done(this.announcement(pledged, enforcementId, {}, { quantity }))).auctionId);
    this.world.later(120);
    return auctionId;
  }

  /** The facts of collateral about an enforcement that concern a member. */
  async statedTo(partyId: string, enforcementId: string) {
    const facts = await statedAbout(this.house.engine, partyId, ["Collateral"]);
    return facts.filter(({ data }) => (data as Body).enforcementId === enforcementId);
  }

  /** A court freezes some of a firm's pledged tonnes. */
  async freeze({ firm }: Pledged, quantity: string): Promise<string> {
    const register = required(await this.ports.own.register(firm), "register");
    const { sliceId } = required(register.slices[0], "slice");
    return (await this.world.frozen(firm, quantity, { sliceId })).freezeId;
  }

  async bid(auctionId: string, bidder: Bidder, tonnes: string, price: string): Promise<void> {
    expect(await this.house.enrol(auctionId, bidder, tonnes)).toMatchObject({ status: 201 });
    expect(await this.house.bid(auctionId, bidder, [[price, tonnes]])).toMatchObject({ status: 200 });
  }

  /** A sale in which one winner pays for 4 t, one defaults on 3 t, and 3 t find no buyer; its end is not stated yet. */
  async soldWithDefault(pledged: Pledged, enforcementId: string): Promise<string> {
    const { house } = this;
    const auctionId = await this.announced(pledged, enforcementId);
    const [payer, defaulter] = [await house.bidder(), await house.bidder({ cash: "3600" })];
    await this.bid(auctionId, payer, "4", "5000");
    await this.bid(auctionId, defaulter, "3", "4500");
    await house.close(auctionId);
    await house.settle(auctionId);
    await this.default(auctionId);
    return auctionId;
  }

  /** Lets the deadline of all awards of an auction pass. */
  async default(auctionId: string): Promise<void> {
    const { house } = this;
    this.world.later(10 * 86_400);
    await house.closeDay();
    await defaultAwards(house.ports);
    expect(auctionId).not.toBe("");
  }

  /** What the consumer of ended awards does, and the auction's fact, if it is stated by then. */
  async saleEnd(auctionId: string, enforcementId: string): Promise<EndedSale | undefined> {
    await stateSaleEnded(this.house.ports, { auctionId, enforcementId });
    const fact = await this.house.ports.own.read(factKey(`pledged-sale-ended.${auctionId}`), decodeFact);
    return fact?.data as EndedSale | undefined;
  }

  /** Ends the sale, as the two consumers do. */
  async end(auctionId: string, enforcementId: string): Promise<void> {
    const sale = required(await this.saleEnd(auctionId, enforcementId), "end of a sale");
    await endEnforcement(this.ports, sale);
  }

  /** Cash of a member: available and held. */
  async cash(partyId: string): Promise<string> {
    const { available, held } = await this.ports.ledger.position(partyAccount(partyId), CNY);
    return `${plain(available)} + ${plain(held)}`;
  }

  /** What is left in the accounts of a sale. */
  async left(auctionId: string, enforcementId: string): Promise<string> {
    const [money, tonnes] = await Promise.all([
      this.ports.ledger.position(proceedsAccount(enforcementId), CNY),
      this.ports.ledger.position(escrowAccount(auctionId), instrument),
    ]);
    return `${plain(money.available)} CNY, ${plain(tonnes.available)} t`;
  }

  /** Where two pledges of a firm stand: state and what they secure. */
  async pledges(pledged: Pledged): Promise<string[]> {
    const read = [
      { as: pledged.senior.subject, path: `/collateral/pledges/${pledged.seniorPledge}` },
      { as: pledged.junior.subject, path: `/collateral/pledges/${pledged.juniorPledge}` },
    ] as const;
    const bodies = await Promise.all(read.map((request) => this.done({ ...request, method: "GET" })));
    return bodies.map(({ state, securedCny }) => `${String(state)} ${String(securedCny)}`);
  }

  /** Tonnes of a firm's permit: free, held, and those of the slices in its register. */
  async tonnes({ firm }: Pledged): Promise<string> {
    const { available, held } = await this.ports.ledger.position(firm.account, instrument);
    const register = required(await this.ports.own.register(firm), "register");
    const slices = register.slices.map(({ quantity }) => quantity).join(" + ");
    return `${plain(available)} free, ${plain(held)} held, slices ${slices === "" ? "0" : slices}`;
  }

  /** What is wrong with the ledger as a whole. */
  faults(): Promise<string[]> {
    return conservationFaults(this.house.engine);
  }
}
