import { relayOf } from "../../../../shared/deployment/names.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { type ContextPlay, day, minute, type Scene } from "../../../support/play.ts";
import { publishing } from "../valuation/baseline.ts";

interface Trade {
  readonly recordId: string;
  readonly source: { readonly factId: string; readonly factType: string };
}

/** Trades are sealed behind the watermark, also one that is told again late, and people read what proves them. */
export const sealingPlay: ContextPlay["play"] = async (scene) => {
  const { ask } = scene.client;
  await ask(publishing("2021-04", "4100"));
  await scene.stage.untilIdle();
  const { source, recordId: unsealed } = await firstTrade(scene, "bureau", "kind=price&purpose=inspection");
  await scene.client.refused("record-not-sealed", { as: "bureau", method: "GET", path: `/records/trades/${unsealed}/seal` });
  // Neither in time without doubt nor sealed yet.
  await scene.moveOn(6 * minute);
  await tellAgain(scene, source);
  await scene.moveOn(12 * minute);
  const { recordId } = await firstTrade(scene, "mill", "kind=award&order=oldest");
  const seal = `/records/trades/${recordId}/seal`;
  await scene.reads(seal, seal.replace(recordId, "none"), "not-found", "mill");
  await scene.reads("/records/blocks?limit=2", "/records/blocks?limit=0", "validation-failed", "bureau");
  await scene.reads("/records/blocks/1", "/records/blocks/9999999999", "not-found", "mill");
  const heads = await ask({ method: "GET", path: "/records/heads" });
  const head = required((heads.items as { readonly day: string }[])[0], "a signed head");
  await scene.reads("/records/heads", "/records/heads?limit=0", "validation-failed");
  await scene.reads(`/records/heads/${head.day}`, "/records/heads/2000-01-01", "not-found");
};

/** When heads were signed over what was sealed, an export of it is proven. */
export const sealingAfterwards: ContextPlay["play"] = async (scene) => {
  const body = { from: scene.at(-300 * day), before: scene.at(-minute), format: "sealed", purpose: "inspection" };
  const asked = await scene.client.ask({ as: "bureau", method: "POST", path: "/records/exports", body });
  await scene.stage.untilIdle();
  const path = `/records/exports/${String(asked.exportId)}`;
  const { state } = await scene.client.ask({ as: "bureau", method: "GET", path });
  if (state !== "ready") throw new Error(`the sealed export is ${String(state)}`);
};

async function firstTrade(scene: Scene, as: string, query: string): Promise<Trade> {
  const { items } = await scene.client.ask({ as, method: "GET", path: `/records/trades?limit=1&${query}` });
  return required((items as Trade[])[0], `a trade of ${as}`);
}

/** Relays a fact of valuation again, as after a failure. */
async function tellAgain(scene: Scene, { factId, factType }: Trade["source"]): Promise<void> {
  const image = { pk: { S: `fact#${factId}` }, sk: { S: "fact" }, factType: { S: factType }, factId: { S: factId } };
  const record = {
    eventName: "INSERT",
    eventSourceARN: "arn:aws-cn:dynamodb:cn-north-1:000000000000:table/ecovalue-Valuation/stream/1",
    dynamodb: { SequenceNumber: "1", NewImage: image },
  };
  await scene.stage.invoke(`ecovalue-${relayOf("Valuation")}`, { Records: [record] });
  await scene.stage.untilIdle();
}
