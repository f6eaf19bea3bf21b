import { type ContextPlay, minute } from "../../../support/play.ts";

/** Market reports are public when their period is sealed, and authorities read them before. */
export const reportsPlay: ContextPlay["play"] = async (scene) => {
  // Until the head of yesterday is signed.
  await scene.moveOn(12 * minute);
  const year = Number(scene.at(0).slice(0, "2026".length));
  for (const page of ["", "/page"]) {
    await scene.reads(`/records/reports/${year - 1}${page}`, `/records/reports/${year}${page}`, "report-not-sealed");
    await scene.reads(`/records/reports/${year}/preview${page}`, `/records/reports/2099/preview${page}`, "instant-to-come", "bureau");
  }
};
