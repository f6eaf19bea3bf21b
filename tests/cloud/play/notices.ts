import type { ContextPlay } from "../../support/play.ts";

/** Notices are listed and marked as read. */
export const play: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  await scene.reads("/notices", "/notices?limit=0", "validation-failed", "mill");
  const { items } = await ask({ as: "mill", method: "GET", path: "/notices?unread=true" });
  const [{ noticeId } = { noticeId: "" }] = items as { noticeId: string }[];
  await ask({ as: "mill", method: "PUT", path: `/notices/${noticeId}/read` });
  await refused("not-found", { as: "mill", method: "PUT", path: "/notices/none/read" });
};
