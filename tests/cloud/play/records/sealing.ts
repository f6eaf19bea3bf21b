import { required } from "../../../../shared/kernel/invariant.ts";
import { type ContextPlay, minute } from "../../../support/play.ts";

/** Trades are sealed behind the watermark, the head of a day is signed after it, and people read what proves their records. */
export const sealingPlay: ContextPlay["play"] = async (scene) => {
  const { ask } = scene.client;
  // Behind the watermark of everything that was recorded so far, and then of the last days, whose heads are signed.
  await scene.moveOn(12 * minute);
  const { items } = await ask({ as: "mill", method: "GET", path: "/records/trades?kind=award&order=oldest" });
  const { recordId } = required((items as { readonly recordId: string }[])[0], "a trade of the mill");
  const seal = `/records/trades/${recordId}/seal`;
  await scene.reads(seal, seal.replace(recordId, "none"), "not-found", "mill");
  await scene.reads("/records/blocks?limit=2", "/records/blocks?limit=0", "validation-failed", "bureau");
  await scene.reads("/records/blocks/1", "/records/blocks/9999999999", "not-found", "mill");
  const heads = await ask({ method: "GET", path: "/records/heads" });
  const { day } = required((heads.items as { readonly day: string }[])[0], "a signed head");
  await scene.reads("/records/heads", "/records/heads?limit=0", "validation-failed");
  await scene.reads(`/records/heads/${day}`, "/records/heads/2000-01-01", "not-found");
};
