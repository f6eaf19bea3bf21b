import { required } from "../../../../shared/kernel/invariant.ts";
import { type ContextPlay, day, document, minute, type Scene } from "../../../support/play.ts";
import {
  agreement,
  announcement,
  beginning,
  bidOf,
  boughtByMill,
  enrolled,
  freezing,
  type Pledged,
  type Slice,
  saleOf,
  slicesOf,
  enforcementStep as step,
} from "../../../support/play-enforcements.ts";
import { allowanceOf, lend, type RegisteredPledge, registered, repay, stepOf as stepOfPledge } from "../../../support/play-pledges.ts";

const documentSha256 = agreement.document.documentSha256;

/**
 * The bank enforces what the mill has pledged: it withdraws; cement and then the reserve take tonnes over; the rest is sold, to one who pays at once,
 * one who pays by itself, and one who never pays, while a court freezes some of it. A take-over of allowances repays all of another loan.
 */
export const enforcementPlay: ContextPlay["play"] = async (scene) => {
  await revoked(scene);
  await repaidByTakeOver(scene);
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
  await lend(scene, "bank", pledge);
  await ask(beginning({ ...pledge, ...(await allowanceOf(scene)) }, { quantity: "1" }));
  const court = { court: "鄂州市中级人民法院", caseNumber: "（2026）鄂07民初13号", documentNumber: "J-13", documentSha256 };
  await ask(stepOfPledge("operator", pledge, "revocation", { ...court, reason: "as judged" }));
}

/** Cement takes an allowance over at a price that repays the loan, while another allowance stays pledged: with it goes a junior pledge that was repaid before. */
async function repaidByTakeOver(scene: Scene): Promise<void> {
  const { ask } = scene.client;
  const position = await allowanceOf(scene);
  const pledge = await registered(scene, "bank", "2");
  const sliceId = required(pledge.slices[0], "slice").sliceId;
  const parts = [{ ...position, quantity: "1", sliceId }];
  const junior: RegisteredPledge = await registered(scene, "savings", "1", { parts, acceptedSeniors: [pledge.registered.number] });
  await lend(scene, "bank", pledge);
  await lend(scene, "savings", junior);
  await repay(scene, "savings", junior);
  const joined = required((await slicesOf(scene, junior, "savings"))[0], "slice that is joined").sliceId;
  const { enforcementId } = await ask(beginning({ ...pledge, ...position }, { sliceId: joined }));
  const priced = { priceCny: "50" };
  await scene.receive("cement", "50.00");
  await ask(step("bank", enforcementId, "take-over", { ...priced, taker: "member", takerId: scene.party("cement") }, "PUT"));
  await ask(step("mill", enforcementId, "take-over/agreement", priced));
  await ask(step("cement", enforcementId, "take-over/completion"));
  await ask(stepOfPledge("bank", pledge, "cancellation", { reason: "repaid" }));
}

/** The mill buys a tonne for the next months and pledges it for a small loan, which is paid out. */
async function pledgedByMill(scene: Scene): Promise<Pledged> {
  const position = await boughtByMill(scene, permit(scene));
  const pledge = await registered(scene, "bank", "1", {
    ...{ amountCny: "10", until: scene.bankDay(40), appraisedCny: "1000", parts: [{ ...position, quantity: "1" }] },
  });
  await lend(scene, "bank", pledge, "10");
  return { pledgeId: pledge.pledgeId, ...position };
}
const permit = (scene: Scene) => ({ firstMonth: scene.month(1), lastMonth: scene.month(6) });

async function withdrawn(scene: Scene, pledge: Pledged): Promise<void> {
  const { ask, refused } = scene.client;
  const { enforcementId } = await ask(beginning(pledge, { quantity: "0.1" }));
  await refused("wrong-state", beginning(pledge, { quantity: "0.1" }));
  const withdrawal = step("bank", enforcementId, "withdrawal", { reason: "paid" });
  await ask(withdrawal);
  await refused("wrong-state", withdrawal);
}

async function takenOver(scene: Scene, pledge: Pledged): Promise<void> {
  const { ask, refused } = scene.client;
  await ask(scene.certification("cement", "cement-taken"));
  await scene.receive("cement", "10.00");
  const priced = { priceCny: "0.01" };
  const { enforcementId } = await ask(beginning(pledge, { quantity: "0.1" }));
  const propose = (body: object, id: unknown) => step("bank", id, "take-over", { ...priced, ...body }, "PUT");
  await refused("taker-not-eligible", propose({ taker: "site", takerId: "none" }, enforcementId));
  await ask(propose({ taker: "site", takerId: scene.site("cement") }, enforcementId));
  const completion = (as: string, id: unknown, body: object) => step(as, id, "take-over/completion", body);
  await refused("wrong-state", completion("cement", enforcementId, { project: "cement-taken" }));
  await refused("proposal-changed", step("mill", enforcementId, "take-over/agreement", { priceCny: "0.02" }));
  await ask(step("mill", enforcementId, "take-over/agreement", priced));
  await ask(completion("cement", enforcementId, { project: "cement-taken" }));
  const { enforcementId: second } = await ask(beginning(pledge, { quantity: "0.1" }));
  await ask(propose({ taker: "reserve", courtDocument: agreement.document }, second));
  await ask(completion("bureau", second, {}));
}

async function sold(scene: Scene, pledge: Pledged): Promise<string> {
  const { ask, refused } = scene.client;
  const { enforcementId } = await ask(beginning(pledge, { quantity: "0.6" }));
  await refused("lot-not-pledged", saleOf(scene, pledge, enforcementId, "0.7"));
  const auctionId = String((await ask(saleOf(scene, pledge, enforcementId, "0.6"))).auctionId);
  const other = String((await ask(announcement(scene, { ...permit(scene), quantity: "1" }, {}, 400))).auctionId);
  await enrolled(scene, other, "pharma", "1", "1200.00");
  await bidOf(scene, auctionId, "cement", "0.2", "2000.00");
  const enrolment = await bidOf(scene, auctionId, "pharma", "0.2", "240.00");
  await bidOf(scene, auctionId, "steel", "0.2", "240.00");
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
  // A deposit that another sale releases is no payment of the bank, which would settle the award: pharma pays with it by itself.
  await ask({ as: "operator", method: "POST", path: `/auctions/${other}/cancellation`, body: { reason: "no interest" } });
  await scene.stage.untilIdle();
  await ask({ as: "pharma", method: "POST", path: `${enrolment}/payment` });
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
