import { enrolmentIdOf } from "../../../functions/auctions/rows.ts";
import { type ContextPlay, day, document, minute, organisations, type Scene } from "../../support/play.ts";
import { giveTheNextDaysOff } from "./calendar.ts";

/** A sale that clears with a settled, a paid and a defaulted winner, one that is cancelled, one that is postponed and fails. */
export const play: ContextPlay["play"] = async (scene) => {
  const sales = await announceSales(scene);
  await enrolEverybody(scene, sales);
  await postpone(scene, sales.failing);
  await bidAndClose(scene, sales);
  await readResults(scene, sales);
  await giveTheNextDaysOff(scene, "steel");
  await scene.receive("steel", "100000.00");
  await scene.stage.untilIdle();
  await failWithoutTheExcluded(scene, sales);
  await payByReleasedDeposit(scene);
  // Cement never pays.
  await scene.moveOn(20 * day);
  await scene.closeBankDays();
  await scene.moveOn(2 * minute);
};

interface Sales {
  readonly main: string;
  readonly cancelled: string;
  readonly failing: string;
}

/** A schedule from now: bids after `opensIn` minutes, enrolment for one hour, close after two hours; all in the past if negative. */
function schedule(scene: Scene, opensIn = 1) {
  const past = opensIn < 0;
  const at = (minutes: number): string => scene.at((past ? opensIn : minutes) * minute);
  return { opensAt: scene.at(opensIn * minute), enrolsUntil: at(60), closesAt: at(120) };
}

/** An announcement of permits for three months from next month on, so that their expiry can be tested. */
function announcement(scene: Scene, more: object = {}, lot: object = {}) {
  const terms = {
    ...{ title: "SO2 permits", pricing: "pay-as-bid", basePrice: "4000", depositRate: "0.3", feeRate: "0.005", paymentWorkingDays: 5 },
    ...{ priceTick: "10", quantityStep: "0.001", minimumBidders: 2, revision: { rule: "free", maximumQuotes: 10 }, ...document },
    seller: { name: "Bureau of Ecology", creditCode: organisations.bureau?.[0] },
    lot: { pollutant: "SO2", pool: "ezhou", firstMonth: scene.month(1), lastMonth: scene.month(3), quantity: "8", ...lot },
  };
  return { as: "operator", method: "POST", path: "/auctions", body: { terms, schedule: schedule(scene), ...more } } as const;
}

async function announce(scene: Scene, more: object = {}): Promise<string> {
  return String((await scene.client.ask(announcement(scene, more))).auctionId);
}

function enrolment(scene: Scene, auctionId: string, persona: string, tonnes: string, project = `${persona}-main`) {
  const body = { siteId: scene.site(persona), project, tonnes };
  return { as: persona, method: "POST", path: `/auctions/${auctionId}/enrolments`, body } as const;
}

/** Path of the enrolment of a persona for its main project, or for another. */
function enrolmentOf(scene: Scene, auctionId: string, persona: string, project = `${persona}-main`): string {
  return `/auctions/${auctionId}/enrolments/${enrolmentIdOf(auctionId, scene.party(persona), project)}`;
}

function bid(enrolment: string, persona: string, price: string, quantity: string) {
  return { as: persona, method: "PUT", path: `${enrolment}/bid`, body: { steps: [{ price, quantity }] } } as const;
}

function cancellation(auctionId: string) {
  return { as: "operator", method: "POST", path: `/auctions/${auctionId}/cancellation`, body: { reason: "no interest" } } as const;
}

async function announceSales(scene: Scene): Promise<Sales> {
  const { refused } = scene.client;
  const main = await announce(scene, { reservePrice: { price: "4000", confidential: true } });
  const sales = { main, cancelled: await announce(scene), failing: await announce(scene) };
  await refused("schedule-invalid", announcement(scene, { schedule: schedule(scene, -600) }));
  await refused("no-headroom", announcement(scene, {}, { lastMonth: scene.month(50) }));
  await refused("term-out-of-bounds", announcement(scene, {}, { lastMonth: scene.month(2_400) }));
  await refused("reserve-below-base", announcement(scene, { reservePrice: { price: "3990" } }));
  await refused("reserve-too-small", announcement(scene, {}, { quantity: "400" }));
  return sales;
}

async function enrolEverybody(scene: Scene, { main, cancelled, failing }: Sales): Promise<void> {
  const { ask, refused } = scene.client;
  const eligibility = `/auctions/${main}/eligibility?project=mill-main&tonnes=2&siteId=`;
  await scene.reads(`${eligibility}${scene.site("mill")}`, `${eligibility}${scene.site("steel")}`, "not-found", "mill");
  for (const persona of ["mill", "steel", "cement"]) await ask(enrolment(scene, main, persona, "2"));
  await refused("already-enrolled", enrolment(scene, main, "mill", "1"));
  await ask(enrolment(scene, cancelled, "pharma", "2"));
  await withdrawAndEnrolAnew(scene, failing);
  const withdrawal = {
    as: "bureau",
    method: "POST",
    path: "/permits/needs/SO2/mill-main/withdrawal",
    body: { reason: "too late" },
  } as const;
  await refused("need-in-use", withdrawal);
  await scene.reads(enrolmentOf(scene, main, "mill"), enrolmentOf(scene, main, "steel"), "not-found", "mill");
  await scene.reads(`/auctions/${main}/enrolments`, "/auctions/none/enrolments", "not-found", "bureau");
  await scene.reads("/auctions/own/enrolments", "/auctions/own/enrolments?limit=0", "validation-failed", "mill");
}

async function withdrawAndEnrolAnew(scene: Scene, auctionId: string): Promise<void> {
  const { ask, refused } = scene.client;
  await ask(enrolment(scene, auctionId, "pharma", "2"));
  const withdrawal = { as: "pharma", method: "POST", path: `${enrolmentOf(scene, auctionId, "pharma")}/withdrawal` } as const;
  await ask(withdrawal);
  await refused("not-enrolled", withdrawal);
  await ask(enrolment(scene, auctionId, "pharma", "1"));
}

/** The postponed sale closes while its only bidder is on an exclusion list. */
async function failWithoutTheExcluded(scene: Scene, { failing }: Sales): Promise<void> {
  const { ask } = scene.client;
  const exclusions = `/parties/${scene.party("pharma")}/exclusions`;
  await ask({ as: "operator", method: "POST", path: exclusions, body: { list: "dishonest-debtor", ...document } });
  await scene.moveOn(120 * minute);
  await ask({ as: "operator", method: "POST", path: `${exclusions}/dishonest-debtor/lifting`, body: document });
  const { excludedFor } = await ask({ as: "pharma", method: "GET", path: enrolmentOf(scene, failing, "pharma") });
  if (!Array.isArray(excludedFor)) throw new Error("an enrolment of an excluded member is released without the reason");
}

async function postpone(scene: Scene, auctionId: string): Promise<void> {
  const to = (wanted: object) =>
    ({ as: "operator", method: "PUT", path: `/auctions/${auctionId}/schedule`, body: { schedule: wanted, reason: "holiday" } }) as const;
  await scene.requests(() => to({ ...schedule(scene), closesAt: scene.at(200 * minute) }));
  await scene.client.refused("schedule-invalid", to(schedule(scene)));
}

async function bidAndClose(scene: Scene, { main, cancelled }: Sales): Promise<void> {
  const { ask, refused } = scene.client;
  await scene.moveOn(2 * minute);
  await refused("off-tick", bid(enrolmentOf(scene, main, "mill"), "mill", "4005", "2"));
  // So close together that a screen stands out.
  for (const [persona, price] of [
    ["mill", "4500"],
    ["steel", "4550"],
    ["cement", "4500"],
  ] as const)
    await ask(bid(enrolmentOf(scene, main, persona), persona, price, "2"));
  // The mill wants a second person for its bids from now on; a member is remembered for ten seconds.
  await ask({ as: "mill", method: "PUT", path: "/parties/own/second-person/bids" });
  await scene.moveOn(11_000);
  await scene.requests(() => bid(enrolmentOf(scene, main, "mill"), "mill", "4600", "2"));
  await scene.reads(`${enrolmentOf(scene, main, "mill")}/bid`, `${enrolmentOf(scene, main, "steel")}/bid`, "not-found", "mill");
  await refused("not-ended", { method: "GET", path: `/auctions/${main}/bulletin` });
  await refused("not-ended", { as: "operator", method: "GET", path: `/auctions/${main}/book` });
  // Without cash the awards of steel and cement are due instead of settled at once.
  for (const persona of ["steel", "cement"]) await scene.takeOut(persona);
  await ask(cancellation(cancelled));
  await refused("auction-not-running", cancellation(cancelled));
  await scene.moveOn(119 * minute);
}

async function readResults(scene: Scene, { main }: Sales): Promise<void> {
  const { ask, refused } = scene.client;
  await ask({ as: "steel", method: "GET", path: "/auctions/own/dues" });
  await refused("role-not-allowed", { as: "bureau", method: "GET", path: "/auctions/own/dues" });
  await ask({ as: "operator", method: "GET", path: "/auctions/all/dues" });
  await refused("role-not-allowed", { as: "bureau", method: "GET", path: "/auctions/all/dues" });
  await refused("cash-not-covered", { as: "steel", method: "POST", path: `${enrolmentOf(scene, main, "steel")}/payment` });
  const sheet = (persona: string) => `${enrolmentOf(scene, main, persona)}/confirmation`;
  await scene.reads(sheet("mill"), sheet("steel"), "not-found", "mill");
  await refused("not-settled", { as: "steel", method: "GET", path: sheet("steel") });
  await ask({ method: "GET", path: `/auctions/${main}/bulletin` });
  await ask({ as: "operator", method: "GET", path: `/auctions/${main}/book` });
  await scene.reads("/auctions?state=cleared&pollutant=SO2&pool=ezhou", "/auctions?pollutant=COD&pool=ezhou", "validation-failed");
  await scene.reads("/auctions?limit=2", "/auctions?limit=0", "validation-failed");
  await scene.reads(`/auctions/${main}`, "/auctions/none", "not-found");
  const objection = { as: "steel", method: "POST", path: `/auctions/${main}/objections`, body: { grounds: "our bid came first" } } as const;
  await ask(objection);
  await refused("result-objection-exists", objection);
  await scene.reads(`/auctions/${main}/objections`, "/auctions/none/objections", "not-found", "bureau");
  const answer = () => {
    const body = { upheld: false, reason: "ranked by price, then by time", documentNumber: "EZ-2026-9" };
    return { as: "operator", method: "POST", path: `/auctions/${main}/objections/${scene.party("steel")}/answer`, body } as const;
  };
  await ask(answer());
  await refused("result-objection-answered", answer());
}

/** A winner that pays with a released deposit: no bank line arrives, so nothing settles the award until it pays. */
async function payByReleasedDeposit(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  await ask(scene.certification("pharma", "pharma-paid"));
  const paid = await announce(scene);
  const released = await announce(scene, { schedule: { ...schedule(scene), closesAt: scene.at(400 * minute) } });
  await ask(enrolment(scene, paid, "pharma", "1", "pharma-paid"));
  await ask(enrolment(scene, paid, "mill", "1"));
  await ask(enrolment(scene, released, "pharma", "3"));
  await scene.moveOn(2 * minute);
  const paying = enrolmentOf(scene, paid, "pharma", "pharma-paid");
  await ask(bid(paying, "pharma", "4500", "1"));
  await ask(bid(enrolmentOf(scene, paid, "mill"), "mill", "4400", "1"));
  await scene.takeOut("pharma");
  await closeWithCrashes(scene);
  const payment = { as: "pharma", method: "POST", path: `${paying}/payment` } as const;
  await refused("cash-not-covered", payment);
  await ask(cancellation(released));
  await scene.stage.untilIdle();
  await ask(payment);
}

/** A close with a function that dies after each of its first steps: the next run resumes from what was stored. */
async function closeWithCrashes(scene: Scene): Promise<void> {
  const crashes = 4;
  const match = { functionName: "ecovalue-auctions-close-one", operation: "TransactWriteItems", times: crashes };
  await scene.stage.gateway.injectFault({ match, fault: { crash: "after-commit" } });
  await scene.moveOn(119 * minute);
  // Hidden messages come back after six minutes.
  for (let crash = 0; crash < crashes; crash += 1) await scene.moveOn(7 * minute);
}
