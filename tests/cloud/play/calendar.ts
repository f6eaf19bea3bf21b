import { deepEqual } from "node:assert/strict";
import { dayOf, plusDays } from "../../../shared/kernel/calendar.ts";
import { plainNotice } from "../../support/notices-of-years.ts";
import type { ContextPlay, Scene } from "../../support/play.ts";

function publication(year: number, more: readonly string[] = []) {
  return { as: "operator", method: "PUT", path: `/calendars/${year}`, body: plainNotice(year, more) } as const;
}

/** The notice of a year is published once, and read by everybody. */
export const play: ContextPlay["play"] = async (scene) => {
  await scene.client.ask(publication(2090));
  await scene.client.refused("calendar-published", publication(2090));
  await scene.requests(() => publication(2092));
  await scene.reads("/calendars/2090", "/calendars/90", "validation-failed");
};

/** Publishes the notices of this year and the next, which give the next five days off: the deadline of a winner moves, and it is told. */
export async function giveTheNextDaysOff(scene: Scene, winner: string): Promise<void> {
  const deadline = async (): Promise<string> => {
    const { items } = await scene.client.ask({ as: winner, method: "GET", path: "/auctions/own/dues" });
    return (items as { payBy: string }[])[0]?.payBy ?? "";
  };
  const before = await deadline();
  const today = dayOf(scene.at(0));
  const off = [1, 2, 3, 4, 5].map((days) => plusDays(today, days));
  const year = Number(today.slice(0, "2026".length));
  for (const each of [year, year + 1]) {
    await scene.client.ask(
      publication(
        each,
        off.filter((day) => day.startsWith(String(each))),
      ),
    );
  }
  await scene.stage.untilIdle();
  const { items } = await scene.client.ask({ as: winner, method: "GET", path: "/notices?limit=5" });
  const told = (items as { factType: string }[]).some(({ factType }) => factType === "award-deadline-moved");
  deepEqual([(await deadline()) > before, told], [true, true]);
}
