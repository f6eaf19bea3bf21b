import { required } from "../../../../shared/kernel/invariant.ts";
import type { ContextPlay, Scene } from "../../../support/play.ts";

interface Trade {
  readonly recordId: string;
  readonly auctionId?: string;
  readonly instrument?: string;
}

/** Trade records by time, by price and one by one, what of them is public, and what was read for an investigation. */
export const tradesPlay: ContextPlay["play"] = async (scene) => {
  const { ask } = scene.client;
  await scene.stage.untilIdle();
  const { items } = await ask({ as: "mill", method: "GET", path: "/records/trades?kind=award&order=oldest" });
  const { recordId, auctionId = "", instrument = "" } = required((items as Trade[])[0], "a trade of the mill");
  await lists(scene, auctionId, instrument);
  const trade = `/records/trades/${recordId}`;
  await scene.reads(`${trade}?purpose=inspection`, trade, "purpose-missing", "bureau");
  await scene.reads(trade, "/records/trades/none", "not-found", "mill");
  const published = `/records/public-trades?instrument=${encodeURIComponent(instrument)}`;
  await scene.reads(published, `${published}&from=2026-02-02&until=2026-02-01`, "range-inverted");
  const concealed = "/records/concealed-readings";
  await ask({ as: "bureau", method: "GET", path: `${concealed}?partyId=${scene.party("mill")}` });
  await scene.client.refused("role-not-allowed", { as: "mill", method: "GET", path: concealed });
};

async function lists(scene: Scene, auctionId: string, instrument: string): Promise<void> {
  const { ask, refused } = scene.client;
  const by = (query: string) => ({ as: "bureau", method: "GET", path: `/records/trades?purpose=inspection&${query}` }) as const;
  await scene.readsTwoPages("/records/trades?purpose=inspection", "bureau");
  const ofMill = `/records/trades?purpose=inspection&partyId=${scene.party("mill")}`;
  await scene.readsTwoPages(ofMill, "bureau");
  await scene.readsTwoPages(`${ofMill}&investigation=EZ-INV-1`, "bureau");
  await ask(by(`auctionId=${auctionId}&leastPrice=1`));
  await ask(by(`instrument=${encodeURIComponent(instrument)}`));
  await refused("instrument-unknown", by(`instrument=${encodeURIComponent("permit/SO2/ezhou/2099-01/2099-12")}`));
}
