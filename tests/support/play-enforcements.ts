import { enrolmentIdOf } from "../../functions/auctions/rows.ts";
import { document, minute, organisations, type Scene } from "./play.ts";
import { documentSha256 } from "./pledge-terms.ts";

/** What enforcements of the play rest on. */
export const agreement = { ground: "agreement", document: { documentNumber: "XY-7", documentSha256 } } as const;

/** A position of a pledge of the play. */
export interface Pledged {
  readonly pledgeId: string;
  readonly account: string;
  readonly instrument: string;
}
/** A slice of a pledge, as its bank reads it. */
export interface Slice {
  readonly sliceId: string;
  readonly instrument: string;
  readonly quantity: string;
  readonly frozen: boolean;
}

/** The months of a permit that is sold. */
export interface Term {
  readonly firstMonth: string;
  readonly lastMonth: string;
}

/** The announcement of a sale of permits, whose close is so many minutes from now. */
export function announcement(scene: Scene, lot: object, more: object = {}, minutes = 120) {
  const terms = {
    ...{ title: "SO2 permits", pricing: "pay-as-bid", basePrice: "4000", depositRate: "0.3", feeRate: "0.005", paymentWorkingDays: 2 },
    ...{ priceTick: "10", quantityStep: "0.001", minimumBidders: 1, revision: { rule: "free", maximumQuotes: 10 }, ...document },
    seller: { name: "Bureau of Ecology", creditCode: organisations.bureau?.[0] },
    lot: { pollutant: "SO2", pool: "ezhou", ...lot },
    ...more,
  };
  const schedule = { opensAt: scene.at(minute), enrolsUntil: scene.at(60 * minute), closesAt: scene.at(minutes * minute) };
  return { as: "operator", method: "POST", path: "/auctions", body: { terms, schedule } } as const;
}

/** The announcement of a sale of tonnes of the mill that are enforced. */
export function saleOf(scene: Scene, { instrument }: Pledged, enforcementId: unknown, quantity: string) {
  const [firstMonth, lastMonth] = instrument.split("/").slice(-2);
  const seller = { name: "Mill", creditCode: organisations.mill?.[0] };
  return announcement(scene, { firstMonth, lastMonth, quantity }, { enforcementId, seller });
}

/** A persona enrols with a need of its own, and has `cash` for the deposit and whatever it wins; returns the path of its enrolment. */
export async function enrolled(scene: Scene, auctionId: string, persona: string, tonnes: string, cash: string): Promise<string> {
  const { ask } = scene.client;
  const project = `${persona}-${auctionId.slice(-8)}`;
  await ask(scene.certification(persona, project));
  await scene.receive(persona, cash);
  const enrolment = { siteId: scene.site(persona), project, tonnes };
  await ask({ as: persona, method: "POST", path: `/auctions/${auctionId}/enrolments`, body: enrolment });
  return `/auctions/${auctionId}/enrolments/${enrolmentIdOf(auctionId, scene.party(persona), project)}`;
}

/** A persona enrols and bids; returns the path of its enrolment. */
export async function bidOf(scene: Scene, auctionId: string, persona: string, tonnes: string, cash: string): Promise<string> {
  const path = await enrolled(scene, auctionId, persona, tonnes, cash);
  await scene.moveOn(minute);
  await scene.client.ask({ as: persona, method: "PUT", path: `${path}/bid`, body: { steps: [{ price: "4500", quantity: tonnes }] } });
  return path;
}

/** The mill buys a tonne of SO2 for some months; the reserve has another. */
export async function boughtByMill(scene: Scene, { firstMonth, lastMonth }: Term): Promise<Omit<Pledged, "pledgeId">> {
  const { ask } = scene.client;
  for (const year of new Set([firstMonth, lastMonth].map((month) => month.slice(0, 4))))
    await ask({ as: "bureau", method: "PUT", path: `/permits/caps/ezhou/SO2/${year}`, body: { tonnes: "900", ...document } });
  const addition = { tonnes: "2", source: "initial-reserve", ...document };
  await ask({ as: "bureau", method: "POST", path: "/permits/reserves/ezhou/SO2", body: addition });
  const auctionId = String((await ask(announcement(scene, { firstMonth, lastMonth, quantity: "1" }))).auctionId);
  await bidOf(scene, auctionId, "mill", "1", "10000.00");
  await scene.moveOn(120 * minute);
  return { account: `site:${scene.site("mill")}`, instrument: `permit/SO2/ezhou/${firstMonth}/${lastMonth}` };
}

/** A bank begins to enforce some tonnes of a pledge. */
export function beginning({ pledgeId, account, instrument }: Pledged, more: object, as = "bank") {
  const body = { account, instrument, ...more, ...agreement };
  return { as, method: "POST", path: `/collateral/pledges/${pledgeId}/enforcements`, body } as const;
}

/** A step of an enforcement. */
export function enforcementStep(as: string, enforcementId: unknown, what: string, body: object = {}, method: "POST" | "PUT" = "POST") {
  return { as, method, path: `/collateral/enforcements/${String(enforcementId)}/${what}`, body } as const;
}

/** The slices of a pledge, as its bank reads them. */
export async function slicesOf(scene: Scene, { pledgeId }: Pick<Pledged, "pledgeId">, as = "bank"): Promise<readonly Slice[]> {
  return (await scene.client.ask({ as, method: "GET", path: `/collateral/pledges/${pledgeId}` })).slices as readonly Slice[];
}

/** A court freezes some of a position. */
export function freezing({ account, instrument }: Omit<Pledged, "pledgeId">, more: object) {
  const court = { court: "鄂州市中级人民法院", caseNumber: "（2026）鄂07执13号", documentNumber: "E07-13", documentSha256 };
  const body = { account, instrument, ...court, months: 1, ...more };
  return { as: "bureau", method: "POST", path: "/collateral/freezes", body } as const;
}
