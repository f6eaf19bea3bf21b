import { enrolmentIdOf } from "../../../../functions/auctions/rows.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { type ContextPlay, day, document, minute, organisations, type Scene } from "../../../support/play.ts";
import { allowanceOf, registered, shownOf, stepOf as stepOfPledge } from "../../../support/play-pledges.ts";

const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const agreement = { ground: "agreement", document: { documentNumber: "XY-7", documentSha256: sha } } as const;

/**
 * The bank enforces what the mill has pledged: it withdraws; cement and then the reserve take tonnes over; the rest is sold, to one who pays at once,
 * one who pays late, and one who never pays, while a court freezes some of it.
 */
export const enforcementPlay: ContextPlay["play"] = async (scene) => {
  await revoked(scene);
  const pledge = await pledgedByMill(scene);
  await withdrawn(scene, pledge);
  await takenOver(scene, pledge);
  const enforcementId = await sold(scene, pledge);
  await released(scene, enforcementId);
  await frozenUntilItExpires(scene, pledge);
  // Free cash would pay use fees of later plans.
  await scene.takeOut("cement");
};

/** A judgment revokes a pledge of allowances that is being enforced. */
async function revoked(scene: Scene): Promise<void> {
  const { ask } = scene.client;
  const pledge = await registered(scene, "bank", "1");
  await ask(stepOfPledge("bank", pledge, "filings", { ...shownOf(scene, "bank"), number: "REVOKED-1" }));
  const loan = { amountCny: "50", disbursedOn: scene.bankDay(0), loanNumber: "REVOKED-L-1" };
  await ask(stepOfPledge("bank", pledge, "disbursements", loan));
  await ask(stepOfPledge("bank", pledge, "enforcements", { ...(await allowanceOf(scene)), quantity: "1", ...agreement }));
  const court = { court: "鄂州市中级人民法院", caseNumber: "（2026）鄂07民初13号", documentNumber: "J-13", documentSha256: sha };
  await ask(stepOfPledge("operator", pledge, "revocation", { ...court, reason: "as judged" }));
}

interface Pledged {
  readonly pledgeId: string;
  readonly account: string;
  readonly instrument: string;
}

const permit = (scene: Scene) => ({ firstMonth: scene.month(1), lastMonth: scene.month(6) });

function announcement(scene: Scene, lot: object, more: object = {}) {
  const terms = {
    ...{ title: "SO2 permits", pricing: "pay-as-bid", basePrice: "4000", depositRate: "0.3", feeRate: "0.005", paymentWorkingDays: 2 },
    ...{ priceTick: "10", quantityStep: "0.001", minimumBidders: 1, revision: { rule: "free", maximumQuotes: 10 }, ...document },
    seller: { name: "Bureau of Ecology", creditCode: organisations.bureau?.[0] },
    lot: { pollutant: "SO2", pool: "ezhou", ...lot },
    ...more,
  };
  const schedule = { opensAt: scene.at(minute), enrolsUntil: scene.at(60 * minute), closesAt: scene.at(120 * minute) };
  return { as: "operator", method: "POST", path: "/auctions", body: { terms, schedule } } as const;
}

/** A persona enrols with a need of its own and bids; it has `cash` for the deposit and whatever it wins. */
async function bidOf(scene: Scene, auctionId: string, persona: string, tonnes: string, cash: string): Promise<void> {
  const { ask } = scene.client;
  const project = `${persona}-${auctionId.slice(-8)}`;
  await ask(scene.certification(persona, project));
  await scene.receive(persona, cash);
  const enrolment = { siteId: scene.site(persona), project, tonnes };
  await ask({ as: persona, method: "POST", path: `/auctions/${auctionId}/enrolments`, body: enrolment });
  const path = `/auctions/${auctionId}/enrolments/${enrolmentIdOf(auctionId, scene.party(persona), project)}/bid`;
  await scene.moveOn(minute);
  await ask({ as: persona, method: "PUT", path, body: { steps: [{ price: "4500", quantity: tonnes }] } });
}

/** The mill buys a tonne for the next months and pledges it for a small loan, which is paid out. */
async function pledgedByMill(scene: Scene): Promise<Pledged> {
  const { ask } = scene.client;
  const { firstMonth, lastMonth } = permit(scene);
  for (const year of new Set([firstMonth, lastMonth].map((month) => month.slice(0, 4))))
    await ask({ as: "bureau", method: "PUT", path: `/permits/caps/ezhou/SO2/${year}`, body: { tonnes: "900", ...document } });
  const addition = { tonnes: "2", source: "initial-reserve", ...document };
  await ask({ as: "bureau", method: "POST", path: "/permits/reserves/ezhou/SO2", body: addition });
  const auctionId = String((await ask(announcement(scene, { firstMonth, lastMonth, quantity: "1" }))).auctionId);
  await bidOf(scene, auctionId, "mill", "1", "10000.00");
  await scene.moveOn(120 * minute);
  const account = `site:${scene.site("mill")}`;
  const instrument = `permit/SO2/ezhou/${firstMonth}/${lastMonth}`;
  const [today, until] = [scene.bankDay(0), scene.bankDay(40)];
  const draft = {
    ...{ pledgorId: scene.party("mill"), amountKind: "principal", amountCny: "10", currency: "CNY", contractNumber: "ENFORCED-1" },
    ...{ contractDate: today, contractSha256: sha, consentSha256: sha, from: today, until, appraisedCny: "1000", appraisedOn: today },
    parts: [{ account, instrument, quantity: "1" }],
  };
  const { pledgeId } = await ask({ as: "bank", method: "POST", path: "/collateral/pledges", body: draft });
  const step = (as: string, what: string, body: object = {}) =>
    ask({ as, method: "POST", path: `/collateral/pledges/${String(pledgeId)}/${what}`, body });
  await step("mill", "confirmation");
  await step("bank", "registration");
  const shown = { bankCreditCode: organisations.bank?.[0], pledgorCreditCode: organisations.mill?.[0], pledgorName: "Mill" };
  const filed = { number: "ENFORCED-1", at: scene.at(0), until: scene.bankDay(60), proofSha256: sha, amountCny: "10", ...shown };
  await step("bank", "filings", filed);
  await step("bank", "disbursements", { amountCny: "10", disbursedOn: today, loanNumber: "ENFORCED-L-1" });
  return { pledgeId: String(pledgeId), account, instrument };
}

function beginning({ pledgeId, account, instrument }: Pledged, quantity: string) {
  const body = { account, instrument, quantity, ...agreement };
  return { as: "bank", method: "POST", path: `/collateral/pledges/${pledgeId}/enforcements`, body } as const;
}
function step(as: string, enforcementId: unknown, what: string, body: object = {}, method: "POST" | "PUT" = "POST") {
  return { as, method, path: `/collateral/enforcements/${String(enforcementId)}/${what}`, body } as const;
}

async function withdrawn(scene: Scene, pledge: Pledged): Promise<void> {
  const { ask, refused } = scene.client;
  const { enforcementId } = await ask(beginning(pledge, "0.1"));
  await refused("wrong-state", beginning(pledge, "0.1"));
  const withdrawal = step("bank", enforcementId, "withdrawal", { reason: "paid" });
  await ask(withdrawal);
  await refused("wrong-state", withdrawal);
}

async function takenOver(scene: Scene, pledge: Pledged): Promise<void> {
  const { ask, refused } = scene.client;
  await ask(scene.certification("cement", "cement-taken"));
  await scene.receive("cement", "10.00");
  const priced = { priceCny: "0.01" };
  const { enforcementId } = await ask(beginning(pledge, "0.1"));
  const propose = (body: object, id: unknown) => step("bank", id, "take-over", { ...priced, ...body }, "PUT");
  await refused("taker-not-eligible", propose({ taker: "site", takerId: "none" }, enforcementId));
  await ask(propose({ taker: "site", takerId: scene.site("cement") }, enforcementId));
  const completion = (as: string, id: unknown, body: object) => step(as, id, "take-over/completion", body);
  await refused("wrong-state", completion("cement", enforcementId, { project: "cement-taken" }));
  await refused("proposal-changed", step("mill", enforcementId, "take-over/agreement", { priceCny: "0.02" }));
  await ask(step("mill", enforcementId, "take-over/agreement", priced));
  await ask(completion("cement", enforcementId, { project: "cement-taken" }));
  const { enforcementId: second } = await ask(beginning(pledge, "0.1"));
  await ask(propose({ taker: "reserve", courtDocument: agreement.document }, second));
  await ask(completion("bureau", second, {}));
}

async function sold(scene: Scene, pledge: Pledged): Promise<string> {
  const { ask, refused } = scene.client;
  const { enforcementId } = await ask(beginning(pledge, "0.6"));
  const term = pledge.instrument.split("/").slice(-2);
  const lot = { firstMonth: term[0], lastMonth: term[1], quantity: "0.6" };
  const seller = { name: "Mill", creditCode: organisations.mill?.[0] };
  const offer = (quantity: string) => announcement(scene, { ...lot, quantity }, { enforcementId, seller });
  await refused("lot-not-pledged", offer("0.7"));
  const auctionId = String((await ask(offer("0.6"))).auctionId);
  for (const [persona, cash] of [
    ["cement", "2000.00"],
    ["pharma", "240.00"],
    ["steel", "240.00"],
  ] as const)
    await bidOf(scene, auctionId, persona, "0.2", cash);
  for (const persona of ["pharma", "steel"]) await scene.takeOut(persona);
  await scene.moveOn(120 * minute);
  // Two courts freeze what is sold, so that one of them has nothing else.
  const before = await slicesOf(scene, pledge);
  const whole = required(
    before.find(({ quantity }) => quantity === "0.6"),
    "slice that is sold",
  );
  await ask(freezing(pledge, { quantity: "0.4", sliceId: whole.sliceId }));
  const isNew = ({ sliceId, quantity }: Slice) => !before.some((each) => each.sliceId === sliceId && each.quantity === quantity);
  const rest = (await slicesOf(scene, pledge)).find((slice) => slice.quantity === "0.2" && isNew(slice));
  await ask(freezing(pledge, { quantity: "0.2", sliceId: required(rest, "rest of the slice").sliceId }));
  await scene.receive("pharma", "1000.00");
  // The steelworks never pays.
  await scene.moveOn(20 * day);
  await scene.closeBankDays();
  await scene.moveOn(2 * minute);
  const path = `/collateral/enforcements/${String(enforcementId)}`;
  const { state } = await ask({ as: "bank", method: "GET", path });
  if (state !== "sold") throw new Error(`the enforcement is ${String(state)} after its sale`);
  for (const as of ["bank", "mill", "bureau", "echeng", "operator"])
    await scene.reads(path, "/collateral/enforcements/none", "not-found", as);
  const list = "/collateral/enforcements";
  for (const as of ["bank", "mill"]) await scene.reads(list, `${list}?limit=0`, "validation-failed", as);
  return String(enforcementId);
}

interface Slice {
  readonly sliceId: string;
  readonly quantity: string;
  readonly frozen: boolean;
}

async function slicesOf(scene: Scene, { pledgeId }: Pledged): Promise<readonly Slice[]> {
  return (await scene.client.ask({ as: "bank", method: "GET", path: `/collateral/pledges/${pledgeId}` })).slices as readonly Slice[];
}

function freezing({ account, instrument }: Pledged, more: object) {
  const court = { court: "鄂州市中级人民法院", caseNumber: "（2026）鄂07执13号", documentNumber: "E07-13", documentSha256: sha };
  const body = { account, instrument, ...court, months: 1, ...more };
  return { as: "bureau", method: "POST", path: "/collateral/freezes", body } as const;
}

/** The bank releases some, which courts freeze: for a month, and for longer than the permit lasts. */
async function frozenUntilItExpires(scene: Scene, pledge: Pledged): Promise<void> {
  const { ask } = scene.client;
  const { account, instrument } = pledge;
  const slice = required(
    (await slicesOf(scene, pledge)).find(({ frozen }) => !frozen),
    "slice that is not frozen",
  );
  const parts = [{ account, instrument, sliceId: slice.sliceId, quantity: "0.1" }];
  await ask({ as: "bank", method: "POST", path: `/collateral/pledges/${pledge.pledgeId}/releases`, body: { parts, reason: "not needed" } });
  await ask(freezing(pledge, { quantity: "0.05" }));
  await ask(freezing(pledge, { quantity: "0.05", months: 36 }));
  await ask({ as: "bureau", method: "GET", path: `/collateral/registers/${account}?${new URLSearchParams({ instrument })}` });
}

async function released(scene: Scene, enforcementId: string): Promise<void> {
  const { ask, refused } = scene.client;
  const release = (amountCny: string) =>
    step("operator", enforcementId, "held-proceeds/releases", { amountCny, ...document, reason: "as the court says" });
  await refused("nothing-held", release("99999999"));
  await ask(release("0.01"));
}
