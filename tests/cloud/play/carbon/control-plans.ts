import { planned } from "../../../integration/carbon-mrv-support.ts";
import type { ContextPlay } from "../../../support/play.ts";

/** The cement works files its plan late, and the bureau approves it. */
export const controlPlansPlay: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  const path = `/carbon/control-plans/${scene.party("cement")}/${scene.month(-1).slice(0, 4)}`;
  const filing = (more: object) =>
    ({ as: "cement", method: "PUT", path, body: { activities: planned, changeReason: "named late", ...more } }) as const;
  await refused("factor-not-conservative", filing({ activities: [{ ...planned[0], conservativeFactor: "0.9" }] }));
  for (const _ of [1, 2]) await ask(filing({}));
  const decision = (planVersion: number) =>
    ({ as: "bureau", method: "POST", path: `${path}/decision`, body: { planVersion, decision: "approved", reason: "complete" } }) as const;
  await refused("wrong-state", decision(1));
  await ask(decision(2));
  for (const as of ["cement", "echeng", "bureau"]) {
    await scene.reads(path, `${path}?version=9`, "not-found", as);
    await scene.reads("/carbon/control-plans", "/carbon/control-plans?limit=0", "validation-failed", as);
  }
};
