import type { ContextPlay } from "../../support/play.ts";

/** The inbox of what waits, and of what was entered. */
export const play: ContextPlay["play"] = async (scene) => {
  await scene.reads("/approvals", "/approvals?limit=0", "validation-failed", "operator-second");
  await scene.reads("/approvals/entered", "/approvals/entered?cursor=x", "validation-failed", "operator");
};
