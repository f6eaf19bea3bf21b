import { required } from "../../../../shared/kernel/invariant.ts";
import type { ContextPlay } from "../../../support/play.ts";

const purpose = "inspection";
const asking = (as: string, auctionId: string, more: object = { purpose }) =>
  ({ as, method: "POST", path: `/records/auctions/${auctionId}/evidence`, body: more }) as const;

/** There is no evidence of an auction that nobody knows. */
export const evidencePlay: ContextPlay["play"] = async (scene) => {
  await scene.client.refused("not-found", asking("bureau", "none"));
};

/** When a head was signed over the sale, the bureau takes its evidence home. */
export const evidenceAfterwards: ContextPlay["play"] = async (scene) => {
  const { items } = await scene.client.ask({
    as: "bureau",
    method: "GET",
    path: `/records/trades?limit=1&kind=award&order=oldest&purpose=${purpose}`,
  });
  const { auctionId = "" } = required((items as { readonly auctionId?: string }[])[0], "an award");
  await scene.client.refused("purpose-missing", asking("bureau", auctionId, {}));
  const { exportId } = await scene.client.ask(asking("bureau", auctionId));
  await scene.stage.untilIdle();
  const { state } = await scene.client.ask({ as: "bureau", method: "GET", path: `/records/exports/${String(exportId)}` });
  if (state !== "ready") throw new Error(`the evidence is ${String(state)}`);
};
