import type { RemoteLocalCloud } from "../local-cloud/remote-local-cloud.ts";
import { fieldsOf, list } from "../local-cloud/values.ts";
import type { Firm } from "./members.ts";
import type { Office } from "./office.ts";
import { demoTerm, type PublishedLot, poolOfDemo } from "./session.ts";

/** The terms that differ between auctions of the demo. */
export interface DemoLot {
  readonly title: string;
  readonly pollutant: string;
  readonly tonnes: string;
  readonly basePrice: string;
  readonly pricing: "pay-as-bid" | "uniform";
  readonly years: number;
  readonly priceTick: string;
  readonly quantityStep: string;
}

const minute = 60_000;
/** Milliseconds from announcement to the first bid: however slow the machine, everybody has enrolled by then. */
export const opensAfter = 30 * minute;
/** Milliseconds to wait until due work is done: a busy machine and other engines than the packaged one take their time. */
const patience = 4 * minute;
const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** What acts ask of the local cloud: its clock, and to do what is due. */
export type DemoCloud = Pick<RemoteLocalCloud, "ask">;

/** Time of the local clock in epoch milliseconds. */
export async function cloudNow(cloud: DemoCloud): Promise<number> {
  return Date.parse(String((await cloud.ask("clock")).now));
}

/** Moves the local clock and waits until all due work is done. */
export async function moveTo(cloud: DemoCloud, to: number): Promise<void> {
  await cloud.ask("move-clock", { to: instant(to) });
  await cloud.ask("until-idle", { milliseconds: patience });
}

/** Announces an auction: enrolment for one hour, bids from `opensAfter` on, close after two hours of the local clock. */
export async function announce(office: Office, now: number, lot: DemoLot): Promise<string> {
  const { firstMonth, lastMonth } = demoTerm(now);
  const { title, pollutant, tonnes: quantity, basePrice, pricing, years, priceTick, quantityStep } = lot;
  const terms = {
    ...{ title, basePrice, pricing, years, priceTick, quantityStep },
    documentNumber: "鄂州交易所公告〔2026〕1号",
    seller: { name: "鄂州市生态环境局", creditCode: "11420700MB00000195" },
    lot: { pollutant, pool: poolOfDemo(pollutant), firstMonth, lastMonth, quantity },
    // Hubei's deposit rate; fee and payment period are chosen for the demo: they are terms, not constants.
    ...{ depositRate: "0.30", feeRate: "0.005", paymentWorkingDays: 5 },
    ...{ minimumBidders: 2, revision: { rule: "free", maximumQuotes: 10 } },
  };
  const schedule = { opensAt: instant(now + opensAfter), enrolsUntil: instant(now + 60 * minute), closesAt: instant(now + 120 * minute) };
  const reservePrice = { price: basePrice };
  const { auctionId } = await office.ask({ as: "operator", method: "POST", path: "/auctions", body: { terms, schedule, reservePrice } });
  return String(auctionId);
}

/** Enrols a firm; need and deposit are held. */
export async function enrol(office: Office, auctionId: string, firm: Firm, project: string, tonnes: string): Promise<void> {
  const body = { siteId: firm.siteId, project, tonnes };
  await office.ask({ as: firm.persona, method: "POST", path: `/auctions/${auctionId}/enrolments`, body });
}

/** Path of a firm's enrolment in an auction, as the firm finds it in its list; undefined if it is not enrolled. */
export async function enrolmentPathOf(office: Office, auctionId: string, { persona }: Firm): Promise<string | undefined> {
  const { items } = await office.ask({ as: persona, method: "GET", path: `/auctions/own/enrolments?auctionId=${auctionId}` });
  const [enrolment] = list(items).map(fieldsOf);
  return enrolment && `/auctions/${auctionId}/enrolments/${String(enrolment.enrolmentId)}`;
}

/** Puts a sealed bid and returns its receipt. */
export async function bid(
  office: Office,
  auctionId: string,
  firm: Firm,
  steps: readonly { readonly price: string; readonly quantity: string }[],
) {
  const enrolment = await enrolmentPathOf(office, auctionId, firm);
  return office.send({ as: firm.persona, method: "PUT", path: `${enrolment}/bid`, body: { steps } });
}

/** The public result. */
export function bulletin(office: Office, auctionId: string) {
  return office.ask({ method: "GET", path: `/auctions/${auctionId}/bulletin` });
}

/** Awards of every firm in an auction: letter, tonnes, price, amount, state. */
export async function awards(office: Office, auctionId: string, firms: ReadonlyMap<string, Firm>): Promise<string[][]> {
  const rows: string[][] = [];
  for (const [letter, firm] of firms) {
    const path = await enrolmentPathOf(office, auctionId, firm);
    if (path === undefined) continue;
    const award = fieldsOf((await office.ask({ as: firm.persona, method: "GET", path })).award);
    for (const entry of list(award.lines).map(fieldsOf)) {
      rows.push([letter, firm.name, String(entry.quantity), String(entry.price), String(entry.amount), String(award.state)]);
    }
  }
  return rows;
}

/** A lot of the published session as an auction. */
export function lotOf(
  lot: PublishedLot,
  session: { readonly priceTickCny: string; readonly quantityStepTonnes: string; readonly years: number },
): DemoLot {
  return {
    title: `荆州排污权交易 ${lot.pollutant}`,
    pollutant: lot.pollutant,
    tonnes: lot.tonnes,
    basePrice: lot.basePriceCny,
    pricing: "pay-as-bid",
    years: session.years,
    priceTick: session.priceTickCny,
    quantityStep: session.quantityStepTonnes,
  };
}
