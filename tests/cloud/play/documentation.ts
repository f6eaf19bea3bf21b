import type { ContextPlay } from "../../support/play.ts";

/** The descriptions of the API, of its problems and of events. */
export const play: ContextPlay["play"] = async (scene) => {
  await scene.client.refused("no-such-path", { method: "GET", path: "/nowhere" });
  await scene.client.refused("no-such-path", { method: "GET", path: "/cash/nowhere" });
  await scene.client.refused("method-not-allowed", { method: "DELETE", path: "/cash/own" });
  await scene.reads("/openapi.json", "/openapi.json?unknown=1", "validation-failed");
  await scene.reads("/docs", "/docs?unknown=1", "validation-failed");
  await scene.reads("/docs/page.css", "/docs/page.json", "not-found");
  await scene.reads("/problems/not-found", "/problems/none", "not-found");
  await scene.reads("/events", "/events?unknown=1", "validation-failed");
  await scene.reads("/events/award-due/1", "/events/award-due/99", "not-found");
};
