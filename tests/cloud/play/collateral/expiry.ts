import { required } from "../../../../shared/kernel/invariant.ts";
import { type ContextPlay, day, minute, type Scene } from "../../../support/play.ts";
import { beginning, bidOf, boughtByMill, freezing, type Pledged, saleOf, slicesOf } from "../../../support/play-enforcements.ts";
import { add, lend, registered, repay } from "../../../support/play-pledges.ts";

/**
 * A permit expires while two banks sell what is pledged of it: one of the sales has no bidder and ends then; of the other one winner pays late by
 * its bank, and it ends once the other, who never pays, is in default. With what is left go a freeze of a court and a junior pledge that is repaid; the first pledge stands on allowances as well.
 */
export const expiryPlay: ContextPlay["play"] = async (scene) => {
  const { ask } = scene.client;
  // It lasts until after what is sold of it has to be paid, and not long.
  const lastMonth = scene.at(20 * day).slice(0, 7);
  const position = await boughtByMill(scene, { firstMonth: scene.month(0), lastMonth });
  const on = (quantity: string, more: object = {}) => [{ ...position, quantity, ...more }];
  const until = scene.bankDay(10);
  const first: Pledged = { ...position, ...(await registered(scene, "bank", "1", { amountCny: "9000", until, appraisedCny: "100000" })) };
  await add(scene, first, on("0.5"), "102000");
  await lend(scene, "bank", first, "9000");
  const { sliceId, number } = await entryOf(scene, first);
  const junior = await registered(scene, "savings", "0.5", { until, parts: on("0.5", { sliceId }), acceptedSeniors: [number] });
  await lend(scene, "savings", junior);
  await repay(scene, "savings", junior);
  const other = { ...position, ...(await registered(scene, "savings", "0.3", { until, parts: on("0.3") })) };
  await lend(scene, "savings", other);

  const { enforcementId } = await ask(beginning(first, { sliceId }));
  const auctionId = String((await ask(saleOf(scene, first, enforcementId, "0.5"))).auctionId);
  await bidOf(scene, auctionId, "cement", "0.1", "120.00");
  await bidOf(scene, auctionId, "steel", "0.2", "240.00");
  await scene.takeOut("steel");
  await scene.moveOn(120 * minute);
  // Cement pays late by its bank.
  await scene.receive("cement", "340.00");
  await scene.stage.untilIdle();
  await scene.takeOut("cement");
  await ask(freezing(position, { quantity: "0.1", sliceId, months: 36 }));
  const { enforcementId: unsold } = await ask(beginning(other, {}, "savings"));
  await ask(saleOf(scene, other, unsold, "0.3"));

  await scene.moveOn(Date.parse(`${nextMonth(lastMonth)}-01T00:00:00+08:00`) + 10 * minute - scene.stage.now());
  await stands(scene, other, { as: "savings", state: "expired", quantities: "" });
  await stands(scene, first, { as: "bank", state: "enforcing", quantities: "0.1 0.4 1" });
  await scene.closeBankDays();
  await scene.moveOn(2 * minute);
  await stands(scene, first, { as: "bank", state: "disbursed", quantities: "1" });
  await stands(scene, junior, { as: "savings", state: "expired", quantities: "" });
};

/** The slice of a pledge on what was added to it, and the number of its registration there. */
async function entryOf(scene: Scene, { pledgeId, account, instrument }: Pledged) {
  const path = `/collateral/registers/${account}?${new URLSearchParams({ instrument })}`;
  const { slices } = (await scene.client.ask({ as: "mill", method: "GET", path })) as unknown as {
    readonly slices: readonly {
      readonly sliceId: string;
      readonly entries: readonly { readonly pledgeId: string; readonly registered: { readonly number: string } }[];
    }[];
  };
  const found = slices.flatMap(({ sliceId, entries }) =>
    entries.filter((entry) => entry.pledgeId === pledgeId).map(({ registered: place }) => ({ sliceId, number: place.number })),
  );
  return required(found[0], "slice on what was added");
}

/** What a pledge is, and of how much, as its bank reads it. */
async function stands(
  scene: Scene,
  pledge: Pick<Pledged, "pledgeId">,
  { as, ...expected }: { readonly as: string; readonly state: string; readonly quantities: string },
): Promise<void> {
  const { state } = await scene.client.ask({ as, method: "GET", path: `/collateral/pledges/${pledge.pledgeId}` });
  const quantities = (await slicesOf(scene, pledge, as)).map(({ quantity }) => quantity).sort();
  const told = `${String(state)} on ${quantities.join(" ")}`;
  if (told !== `${expected.state} on ${expected.quantities}`) throw new Error(`a pledge after the right expired is ${told}`);
}

function nextMonth(month: string): string {
  const [year = 0, of = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, of, 15)).toISOString().slice(0, 7);
}
