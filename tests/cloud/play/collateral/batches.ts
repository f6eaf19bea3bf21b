import { randomUUID } from "node:crypto";
import { required } from "../../../../shared/kernel/invariant.ts";
import { type ContextPlay, organisations, type Scene } from "../../../support/play.ts";
import { allowanceOf } from "../../../support/play-pledges.ts";

const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const batches = "/collateral/batches";

/** The bank drafts pledges of an allowance of the mill at once: what is wrong or comes twice is refused. */
export const batchesPlay: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  const rows = [await rowOf(scene, "1"), await rowOf(scene, "1")];
  const imports = (given: readonly object[]) => ({ as: "bank", method: "POST", path: batches, body: { rows: given } }) as const;
  await refused("batch-has-errors", imports([...rows, await rowOf(scene, "900000")]));
  const { batchId } = await ask(imports(rows));
  await refused("batch-imported", imports(rows));
  await scene.stage.untilIdle();
  const path = `${batches}/${String(batchId)}`;
  const { state } = await ask({ as: "bank", method: "GET", path });
  if (state !== "drafted") throw new Error(`the batch is ${String(state)}`);
  await scene.reads(path, `${batches}/none`, "not-found", "bank");
  await scene.reads(`${path}/pledges`, `${batches}/none/pledges`, "not-found", "bank");
  const { items } = await ask({ as: "bank", method: "GET", path: `${path}/pledges` });
  // The bank takes them back, so that the tonnes are for others.
  for (const { pledgeId } of items as readonly { readonly pledgeId: string }[])
    await ask({ as: "bank", method: "POST", path: `/collateral/pledges/${pledgeId}/refusal`, body: { reason: "drafted anew" } });
};

/** A row: one pledge of some of the allowance. */
async function rowOf(scene: Scene, quantity: string) {
  const [pledgorCreditCode] = required(organisations.mill, "mill");
  const today = scene.bankDay(0);
  return {
    ...{ pledgorCreditCode, ...(await allowanceOf(scene)), quantity, amountKind: "principal", amountCny: "50" },
    ...{ contractNumber: randomUUID(), contractDate: today, contractSha256: sha, consentSha256: sha },
    ...{ from: today, until: scene.bankDay(30), appraisedCny: "100", appraisedOn: today },
  };
}
