import { plainNotice } from "../../support/notices-of-years.ts";
import type { ContextPlay } from "../../support/play.ts";

/** The notice of a year is published once, and corrected by the version it replaces. */
export const play: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  const publish = (body: object) => ({ as: "operator", method: "PUT", path: "/calendars/2090", body }) as const;
  await ask(publish(plainNotice(2090)));
  await refused("calendar-published", publish(plainNotice(2090)));
  await scene.reads("/calendars/2090", "/calendars/90", "validation-failed");
};
