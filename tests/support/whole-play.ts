import { randomUUID } from "node:crypto";
import type { LocalCloud } from "../../infra/local-cloud/local-cloud.ts";
import type { CloudClient } from "./cloud-client.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const document = { documentNumber: "EZ-2026-1" };

/** The parts of a local cloud that the play uses. */
type Stage = Pick<LocalCloud, "now" | "moveClock" | "untilIdle" | "gateway">;

/** A firm of the play. */
interface Firm {
  readonly persona: string;
  readonly partyId: string;
  readonly siteId: string;
}

/** Valid credit codes (GB 32100-2015), by persona. */
const organisations: Readonly<Record<string, readonly [creditCode: string, type: string, area: string]>> = {
  operator: ["12420700MB0000035P", "operator", "420700"],
  bureau: ["11420700MB00000195", "bureau", "420700"],
  liangzihu: ["91420700MB0000027P", "bureau", "420702"],
  mill: ["91420700MA0000015E", "enterprise", "420704"],
  steel: ["91420700MA00000239", "enterprise", "420704"],
  cement: ["91420700MA00000314", "enterprise", "420704"],
  pharma: ["91420700MA000004XU", "enterprise", "420704"],
};

/**
 * Calls every operation of every context on a running local cloud as users do, once accepted and once refused, and triggers every job and
 * consumer: a sale with a settled, a paying and a defaulting winner, a failed and a cancelled sale, expiring permits.
 */
export async function playEverything(client: CloudClient, stage: Stage): Promise<void> {
  const play = new WholePlay(client, stage);
  await play.membership();
  await play.money();
  await play.capsAndNeeds();
  await play.sales();
  await play.reading();
  await play.expiry();
}

class WholePlay {
  readonly #client: CloudClient;
  readonly #stage: Stage;
  readonly #parties = new Map<string, string>();
  readonly #firms = new Map<string, Firm>();

  constructor(client: CloudClient, stage: Stage) {
    this.#client = client;
    this.#stage = stage;
  }

  /** Registering, admitting, suspending, excluding; sites and persons. */
  async membership(): Promise<void> {
    const { ask, refused } = this.#client;
    for (const [persona, [creditCode, type, area]] of Object.entries(organisations)) {
      const body = { name: `Organisation of ${persona}`, creditCode, type, area, representative: persona };
      const { partyId } = await ask({ as: persona, method: "POST", path: "/parties", body });
      this.#parties.set(persona, String(partyId));
      if (persona !== "operator") await this.#admit(persona, persona !== "pharma");
    }
    await this.#admit("pharma", true);
    const body = { name: "Nobody", creditCode: "91420700MA0000015X", type: "enterprise", area: "420700", representative: "X" };
    await refused("credit-code-invalid", { as: "newcomer", method: "POST", path: "/parties", body });
    await refused("not-found", { as: "newcomer", method: "GET", path: "/parties/own" });
    await refused("standing-refuses", this.#ofParty("mill", "admission", { admitted: true, reason: "again" }));

    await ask(this.#ofParty("pharma", "suspension", { reason: "unpaid fees" }));
    await refused("standing-refuses", this.#ofParty("pharma", "suspension", { reason: "again" }));
    await ask(this.#ofParty("pharma", "reinstatement", { reason: "paid" }));
    await refused("standing-refuses", this.#ofParty("pharma", "reinstatement", { reason: "again" }));
    const exclusion = { list: "dishonest-debtor", ...document };
    await ask(this.#ofParty("pharma", "exclusions", exclusion));
    await refused("exclusion-exists", this.#ofParty("pharma", "exclusions", exclusion));
    await ask(this.#ofParty("pharma", "exclusions/dishonest-debtor/lifting", document));
    await refused("exclusion-unknown", this.#ofParty("pharma", "exclusions/dishonest-debtor/lifting", document));

    const associates = { partyIds: [this.#party("cement"), this.#party("pharma")], ...document };
    const declare = (partyIds: readonly string[]) =>
      ({ as: "operator", method: "POST", path: "/parties/associates", body: { ...associates, partyIds } }) as const;
    await ask(declare(associates.partyIds));
    await refused("not-an-enterprise", declare([this.#party("cement"), this.#party("bureau")]));
    const person = { as: "mill", method: "POST", path: "/parties/own/persons", body: { subject: "persona-textile" } } as const;
    await ask(person);
    await refused("already-member", person);

    for (const persona of ["mill", "steel", "cement", "pharma"]) await this.#registerSite(persona);
    await refused("licence-registered", { as: "mill", method: "POST", path: "/sites", body: this.#siteOf("mill") });
    await this.#both("GET", "/parties/areas", "/parties/areas?unknown=1", "validation-failed");
    await ask({ as: "mill", method: "GET", path: "/parties/own" });
    await ask({ as: "bureau", method: "GET", path: "/parties?limit=3" });
    await refused("not-found", { as: "liangzihu", method: "GET", path: "/parties?area=420704" });
    await ask({ as: "bureau", method: "GET", path: `/parties/${this.#party("mill")}` });
    await refused("not-found", { as: "liangzihu", method: "GET", path: `/parties/${this.#party("mill")}` });
    await ask({ as: "operator", method: "GET", path: `/sites?partyId=${this.#party("mill")}` });
    await refused("not-found", { as: "steel", method: "GET", path: `/sites?partyId=${this.#party("mill")}` });
  }

  /** Bank lines in and out. */
  async money(): Promise<void> {
    const { ask, refused } = this.#client;
    for (const persona of ["mill", "steel", "cement", "pharma"])
      await this.#receive(persona, persona === "cement" ? "3700.00" : "100000.00");
    const line = { partyId: this.#party("mill"), amount: "1.00", bankReference: "LINE-OUT" };
    const payOut = (body: object) => ({ as: "operator", method: "POST", path: "/cash/pay-outs", body }) as const;
    await ask(payOut(line));
    await refused("duplicate-bank-line", payOut({ ...line, amount: "2.00" }));
    await refused("cash-not-available", payOut({ ...line, amount: "99999999.00", bankReference: "LINE-OUT-2" }));
    await refused("not-a-cash-member", {
      as: "operator",
      method: "POST",
      path: "/cash/receipts",
      body: { ...line, partyId: this.#party("bureau"), bankReference: "LINE-3" },
    });
    await ask({ as: "mill", method: "GET", path: "/cash/own" });
    await refused("role-not-allowed", { as: "bureau", method: "GET", path: "/cash/own" });
    await ask({ as: "operator", method: "GET", path: `/cash/members/${this.#party("mill")}` });
    await refused("not-found", { as: "operator", method: "GET", path: "/cash/members/nobody" });
    await ask({ as: "mill", method: "GET", path: "/cash/bookings" });
    await refused("not-found", { as: "mill", method: "GET", path: `/cash/bookings?partyId=${this.#party("steel")}` });
  }

  /** Caps, reserve and certified needs. */
  async capsAndNeeds(): Promise<void> {
    const { ask, refused } = this.#client;
    const year = new Date(this.#stage.now()).getUTCFullYear();
    for (const each of [year, year + 1])
      await ask({ as: "bureau", method: "PUT", path: `/permits/caps/ezhou/SO2/${each}`, body: { tonnes: "500", ...document } });
    await refused("outside-your-area", {
      as: "liangzihu",
      method: "PUT",
      path: `/permits/caps/ezhou/SO2/${year}`,
      body: { tonnes: "1", ...document },
    });
    const addition = { tonnes: "50", source: "initial-reserve", ...document };
    await ask({ as: "bureau", method: "POST", path: "/permits/reserves/ezhou/SO2", body: addition });
    await refused("pollutant-not-in-pool", { as: "bureau", method: "POST", path: "/permits/reserves/ezhou/COD", body: addition });
    for (const persona of ["mill", "steel", "cement", "pharma"]) await this.#certify(persona, `${persona}-main`);
    await refused("need-exists", this.#certification("mill", "mill-main"));
    await this.#certify("mill", "mill-dropped");
    const dropped = {
      as: "bureau",
      method: "POST",
      path: "/permits/needs/SO2/mill-dropped/withdrawal",
      body: { reason: "cancelled" },
    } as const;
    await ask(dropped);
    await refused("need-already-withdrawn", dropped);

    for (const as of ["bureau", "operator"]) await ask({ as, method: "GET", path: `/permits/caps/ezhou/SO2/${year}` });
    await refused("not-found", { as: "bureau", method: "GET", path: "/permits/caps/ezhou/SO2/2099" });
    await this.#both("GET", "/permits/caps/ezhou/SO2", "/permits/caps/nowhere/SO2", "validation-failed", "bureau");
    await this.#both("GET", "/permits/reserves/ezhou/SO2", "/permits/reserves/nowhere/SO2", "validation-failed", "bureau");
    await this.#both("GET", "/permits/needs/SO2/mill-main", "/permits/needs/SO2/none", "not-found", "mill");
    await ask({ as: "mill", method: "GET", path: "/permits/needs" });
    await ask({ as: "bureau", method: "GET", path: "/permits/needs" });
    await refused("not-found", { as: "liangzihu", method: "GET", path: "/permits/needs?area=420704" });
    await ask({ as: "mill", method: "GET", path: "/permits/sites" });
    await ask({ as: "bureau", method: "GET", path: "/permits/sites" });
    await refused("not-found", { as: "liangzihu", method: "GET", path: "/permits/sites?area=420704" });
    for (const as of ["mill", "bureau"]) await ask({ as, method: "GET", path: `/permits/sites/${this.#firm("mill").siteId}/holdings` });
    await refused("not-found", { as: "steel", method: "GET", path: `/permits/sites/${this.#firm("mill").siteId}/holdings` });
  }

  /** A sale that clears, one that is cancelled, one that fails, and all reads of them. */
  async sales(): Promise<void> {
    const { ask, refused } = this.#client;
    const main = await this.#announce({ reservePrice: { price: "4000", confidential: true } });
    const cancelled = await this.#announce();
    const failing = await this.#announce();
    await refused("schedule-invalid", this.#announcement({ schedule: this.#schedule(-600) }));
    await refused("no-headroom", this.#announcement({}, { lastMonth: "2049-12" }));
    await refused("reserve-too-small", this.#announcement({}, { quantity: "400" }));
    for (const persona of ["mill", "steel", "cement"]) await this.#enrol(main, persona, "2");
    await refused("already-enrolled", this.#enrolment(main, "mill", "1"));
    // Its deposit is released when the sale is cancelled, without a bank line, and can pay an award.
    await this.#enrol(cancelled, "pharma", "2");
    await this.#enrol(failing, "pharma", "1");
    await refused("need-in-use", {
      as: "bureau",
      method: "POST",
      path: "/permits/needs/SO2/mill-main/withdrawal",
      body: { reason: "too late" },
    });
    await this.#both("GET", `/auctions/${main}/enrolment`, `/auctions/${cancelled}/enrolment`, "not-found", "mill");

    const later = { schedule: { ...this.#schedule(1), closesAt: this.#at(200 * minute) }, reason: "holiday" };
    await ask({ as: "operator", method: "PUT", path: `/auctions/${failing}/schedule`, body: later });
    await refused("schedule-invalid", {
      as: "operator",
      method: "PUT",
      path: `/auctions/${failing}/schedule`,
      body: { ...later, schedule: this.#schedule(1) },
    });
    await this.#moveOn(2 * minute);
    await refused("off-tick", this.#bid(main, "mill", "4005", "2"));
    for (const [persona, price] of [
      ["mill", "4500"],
      ["steel", "4400"],
      ["cement", "4300"],
    ] as const)
      await ask(this.#bid(main, persona, price, "2"));
    await ask(this.#bid(main, "mill", "4600", "2"));
    await this.#both("GET", `/auctions/${main}/bid`, `/auctions/${cancelled}/bid`, "not-found", "mill");
    await refused("not-ended", { method: "GET", path: `/auctions/${main}/bulletin` });
    await refused("not-ended", { as: "operator", method: "GET", path: `/auctions/${main}/book` });

    // Pays out the available cash of steel and cement, so that their awards are due and not settled at once.
    for (const persona of ["steel", "cement"]) await this.#takeOut(persona);
    const cancellation = {
      as: "operator",
      method: "POST",
      path: `/auctions/${cancelled}/cancellation`,
      body: { reason: "no interest" },
    } as const;
    await ask(cancellation);
    await refused("auction-not-running", cancellation);
    await this.#moveOn(119 * minute);
    await ask({ as: "steel", method: "GET", path: "/auctions/own/dues" });
    await refused("role-not-allowed", { as: "bureau", method: "GET", path: "/auctions/own/dues" });
    await refused("cash-not-covered", { as: "steel", method: "POST", path: `/auctions/${main}/payment` });
    await this.#both("GET", `/auctions/${main}/confirmation`, `/auctions/${cancelled}/confirmation`, "not-found", "mill");
    await refused("not-settled", { as: "steel", method: "GET", path: `/auctions/${main}/confirmation` });
    await ask({ method: "GET", path: `/auctions/${main}/bulletin` });
    await ask({ as: "operator", method: "GET", path: `/auctions/${main}/book` });
    await ask({ method: "GET", path: "/auctions?limit=2" });
    await refused("validation-failed", { method: "GET", path: "/auctions?limit=0" });
    await this.#both("GET", `/auctions/${main}`, "/auctions/none", "not-found");
    await this.#receive("steel", "100000.00");
    await this.#stage.untilIdle();
    await this.#moveOn(120 * minute);
    await this.#payByReleasedDeposit();
    // Cement never pays.
    await this.#moveOn(20 * day);
  }

  /** Notices, records, house accounts and the documentation. */
  async reading(): Promise<void> {
    const { ask, refused } = this.#client;
    const { items } = await ask({ as: "mill", method: "GET", path: "/notices" });
    await ask({ as: "mill", method: "GET", path: "/notices?unread=true" });
    await refused("validation-failed", { as: "mill", method: "GET", path: "/notices?limit=0" });
    const [{ noticeId } = { noticeId: "" }] = items as { noticeId: string }[];
    await ask({ as: "mill", method: "PUT", path: `/notices/${noticeId}/read` });
    await refused("not-found", { as: "mill", method: "PUT", path: "/notices/none/read" });

    for (const as of ["mill", "bureau"]) await ask({ as, method: "GET", path: "/records/facts?limit=3" });
    await refused("validation-failed", { as: "mill", method: "GET", path: "/records/facts?cursor=x" });
    const other = `partyId=${this.#party("steel")}`;
    await this.#both("GET", "/records/positions", `/records/positions?${other}`, "not-found", "mill");
    await ask({ as: "bureau", method: "GET", path: `/records/positions?class=permit&${other}&siteId=${this.#firm("steel").siteId}` });
    await this.#both("GET", "/records/entries?instrument=CNY", `/records/entries?instrument=CNY&${other}`, "not-found", "mill");
    await ask({ as: "mill", method: "GET", path: "/records/statement?instrument=CNY" });
    await refused("instant-to-come", { as: "mill", method: "GET", path: "/records/statement?instrument=CNY&at=2100-01-01T00:00:00Z" });
    for (const name of ["cash", "permit", "need"]) await ask({ as: "bureau", method: "GET", path: `/records/trial-balance?class=${name}` });
    await refused("role-not-allowed", { as: "mill", method: "GET", path: "/records/trial-balance" });

    await this.#both("GET", "/cash/houses/treasury", "/cash/houses/nowhere", "validation-failed", "operator");
    const houseLine = { amount: "1.00", bankReference: "HOUSE-1" };
    await ask({ as: "operator", method: "POST", path: "/cash/houses/treasury/pay-outs", body: houseLine });
    await refused("cash-not-available", {
      as: "operator",
      method: "POST",
      path: "/cash/houses/exchange/pay-outs",
      body: { amount: "99999999.00", bankReference: "HOUSE-2" },
    });
    await this.#both("GET", "/openapi.json", "/openapi.json?unknown=1", "validation-failed");
    await this.#both("GET", "/problems/not-found", "/problems/none", "not-found");
    await this.#both("GET", "/events", "/events?unknown=1", "validation-failed");
    await this.#both("GET", "/events/award-due/1", "/events/award-due/99", "not-found");
  }

  /** The term of the sold permits ends. */
  async expiry(): Promise<void> {
    await this.#moveOn(120 * day);
  }

  /** A winner that pays with a released deposit: no bank line arrives, so nothing settles the award until it pays. */
  async #payByReleasedDeposit(): Promise<void> {
    const { ask, refused } = this.#client;
    await this.#certify("pharma", "pharma-paid");
    const paid = await this.#announce();
    const released = await this.#announce({ schedule: { ...this.#schedule(1), closesAt: this.#at(400 * minute) } });
    await this.#enrol(paid, "pharma", "1", "pharma-paid");
    await this.#enrol(paid, "mill", "1");
    await this.#enrol(released, "pharma", "3");
    await this.#moveOn(2 * minute);
    await ask(this.#bid(paid, "pharma", "4500", "1"));
    await ask(this.#bid(paid, "mill", "4400", "1"));
    await this.#takeOut("pharma");
    await this.#closeWithCrashes();
    const payment = { as: "pharma", method: "POST", path: `/auctions/${paid}/payment` } as const;
    await refused("cash-not-covered", payment);
    await ask({ as: "operator", method: "POST", path: `/auctions/${released}/cancellation`, body: { reason: "no interest" } });
    await this.#stage.untilIdle();
    await ask(payment);
  }

  /** A close with a function that dies after each of its first steps: the next run resumes from what was stored. */
  async #closeWithCrashes(): Promise<void> {
    const crashes = 4;
    const match = { functionName: "ecovalue-auctions-close-one", operation: "TransactWriteItems", times: crashes };
    await this.#stage.gateway.injectFault({ match, fault: { crash: "after-commit" } });
    await this.#moveOn(119 * minute);
    // Hidden messages come back after six minutes.
    for (let crash = 0; crash < crashes; crash += 1) await this.#moveOn(7 * minute);
  }

  async #admit(persona: string, admitted: boolean): Promise<void> {
    await this.#client.ask(this.#ofParty(persona, "admission", { admitted, reason: "documents checked" }));
  }

  #ofParty(persona: string, what: string, body: object) {
    return { as: "operator", method: "POST", path: `/parties/${this.#party(persona)}/${what}`, body } as const;
  }

  #party(persona: string): string {
    return this.#parties.get(persona) ?? "";
  }

  #firm(persona: string): Firm {
    const firm = this.#firms.get(persona);
    if (!firm) throw new Error(`there is no firm ${persona}`);
    return firm;
  }

  #siteOf(persona: string) {
    const [creditCode] = organisations[persona] ?? [];
    const place = { area: "420704", basin: "yangtze-ezhou", sourceClass: "industrial" };
    return { name: "Works 1", licenceNumber: `${creditCode}001P`, ...place };
  }

  async #registerSite(persona: string): Promise<void> {
    const { siteId } = await this.#client.ask({ as: persona, method: "POST", path: "/sites", body: this.#siteOf(persona) });
    this.#firms.set(persona, { persona, partyId: this.#party(persona), siteId: String(siteId) });
  }

  async #receive(persona: string, amount: string): Promise<void> {
    const body = { partyId: this.#party(persona), amount, bankReference: `IN-${randomUUID()}` };
    await this.#client.ask({ as: "operator", method: "POST", path: "/cash/receipts", body });
  }

  /** Pays out a member's available cash. */
  async #takeOut(persona: string): Promise<void> {
    const { available } = await this.#client.ask({ as: persona, method: "GET", path: "/cash/own" });
    if (available === "0.00") return;
    const body = { partyId: this.#party(persona), amount: available, bankReference: `OUT-${randomUUID()}` };
    await this.#client.ask({ as: "operator", method: "POST", path: "/cash/pay-outs", body });
  }

  #certification(persona: string, project: string) {
    const { partyId, siteId } = this.#firm(persona);
    const letter = { offsetRatio: "1", letterNumber: "EZ-3", letterDate: "2026-01-15" };
    const need = { projectName: "New line", kind: "new-project", pollutant: "SO2", tonnes: "6" };
    return { as: "bureau", method: "POST", path: "/permits/needs", body: { partyId, siteId, project, ...need, ...letter } } as const;
  }

  async #certify(persona: string, project: string): Promise<void> {
    await this.#client.ask(this.#certification(persona, project));
  }

  #at(milliseconds: number): string {
    return new Date(this.#stage.now() + milliseconds).toISOString();
  }

  /** Enrolment for one hour, bids after `opensIn` minutes, close after two hours. */
  #schedule(opensIn: number) {
    return {
      opensAt: this.#at(opensIn * minute),
      enrolsUntil: this.#at(opensIn < 0 ? opensIn * minute : 60 * minute),
      closesAt: this.#at(opensIn < 0 ? opensIn * minute : 120 * minute),
    };
  }

  /** Permits for three months from next month on, so that their expiry can be tested. */
  #announcement(more: object = {}, lot: object = {}) {
    const month = (offset: number): string => {
      const now = new Date(this.#stage.now());
      return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 15)).toISOString().slice(0, 7);
    };
    const terms = {
      ...{ title: "SO2 permits", pricing: "pay-as-bid", basePrice: "4000", depositRate: "0.3", feeRate: "0.005", paymentWorkingDays: 5 },
      ...{ priceTick: "10", quantityStep: "0.001", minimumBidders: 2, revision: { rule: "free", maximumQuotes: 10 }, ...document },
      lot: { pollutant: "SO2", pool: "ezhou", firstMonth: month(1), lastMonth: month(3), quantity: "8", ...lot },
    };
    return { as: "operator", method: "POST", path: "/auctions", body: { terms, schedule: this.#schedule(1), ...more } } as const;
  }

  async #announce(more: object = {}): Promise<string> {
    return String((await this.#client.ask(this.#announcement(more))).auctionId);
  }

  #enrolment(auctionId: string, persona: string, tonnes: string, project = `${persona}-main`) {
    const { siteId } = this.#firm(persona);
    return { as: persona, method: "POST", path: `/auctions/${auctionId}/enrolment`, body: { siteId, project, tonnes } } as const;
  }

  async #enrol(auctionId: string, persona: string, tonnes: string, project?: string): Promise<void> {
    await this.#client.ask(this.#enrolment(auctionId, persona, tonnes, project));
  }

  #bid(auctionId: string, persona: string, price: string, quantity: string) {
    return { as: persona, method: "PUT", path: `/auctions/${auctionId}/bid`, body: { steps: [{ price, quantity }] } } as const;
  }

  /** Moves the clock and waits until all due work is done. */
  async #moveOn(milliseconds: number): Promise<void> {
    await this.#stage.moveClock(this.#stage.now() + milliseconds);
    await this.#stage.untilIdle();
  }

  /** One accepted and one refused call of a read. */
  async #both(method: "GET", accepted: string, refusedPath: string, code: string, as?: string): Promise<void> {
    await this.#client.ask({ ...(as && { as }), method, path: accepted });
    await this.#client.refused(code, { ...(as && { as }), method, path: refusedPath });
  }
}
