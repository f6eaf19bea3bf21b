import { required } from "../../../../shared/kernel/invariant.ts";
import { assetItemOf } from "../../../../shared/valuation/asset-classes.ts";
import { type ContextPlay, day, document, type Scene } from "../../../support/play.ts";

interface Pledge {
  readonly pledgeId: string;
  readonly state: string;
  readonly parts: readonly { readonly instrument: string }[];
}

/** Coverage of pledges. */
export const coveragePlay: ContextPlay["play"] = async (scene) => {
  const { ask } = scene.client;
  const { items } = await ask({ as: "bank", method: "GET", path: "/collateral/pledges?limit=100" });
  const { pledgeId, parts } = required(
    (items as readonly Pledge[]).find(({ state }) => ["registered", "filed", "disbursed"].includes(state)),
    "a pledge of the bank that stands in the register",
  );
  const item = required(assetItemOf(required(parts[0], "part").instrument), "item of what is pledged");
  // A price under which every loan is in breach, and another that counts from the next month on.
  await publish(scene, item, { period: scene.month(0), effectiveOn: scene.bankDay(0), priceCny: "0.01" });
  await publish(scene, item, { period: scene.month(1), effectiveOn: `${scene.month(1)}-01`, priceCny: "1000000" });
  await covered(scene, pledgeId, "breach");
  await scene.moveOn(31 * day);
  await covered(scene, pledgeId, "sound");
  await readAll(scene, pledgeId, item);
};

/** Publishes a price for the district of the firms, so that it counts before that of the city. */
async function publish(scene: Scene, item: string, price: object): Promise<void> {
  const body = { item, area: "420704", ...price, ...document };
  await scene.client.ask({ as: "operator", method: "POST", path: "/valuation/baseline-prices", body });
  await scene.stage.untilIdle();
}

async function covered(scene: Scene, pledgeId: string, expected: string): Promise<void> {
  const { state } = await scene.client.ask({ as: "bank", method: "GET", path: `/collateral/pledges/${pledgeId}/coverage` });
  if (state !== expected) throw new Error(`the coverage of ${pledgeId} is ${String(state)}, not ${expected}`);
}

async function readAll(scene: Scene, pledgeId: string, item: string): Promise<void> {
  const pledge = `/collateral/pledges/${pledgeId}`;
  const none = "/collateral/pledges/none";
  for (const as of ["bank", "bureau"]) {
    await scene.reads(`${pledge}/coverage`, `${none}/coverage`, "not-found", as);
    await scene.reads(`${pledge}/coverage/history`, `${none}/coverage/history`, "not-found", as);
  }
  await scene.reads(`${pledge}/statements`, `${none}/statements`, "not-found", "bank");
  await scene.reads("/collateral/coverage?state=sound", "/collateral/coverage?state=ended", "validation-failed", "bank");
  await scene.reads("/collateral/coverage/totals", "/collateral/coverage/totals?unknown=1", "validation-failed", "bank");
  for (const path of ["/collateral/coverage/stress", "/collateral/coverage/stress.csv"]) {
    await scene.reads(`${path}?fallPercent=20&item=${encodeURIComponent(item)}`, `${path}?fallPercent=200`, "validation-failed", "bank");
  }
}
