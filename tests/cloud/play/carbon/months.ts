import { valuesOf } from "../../../integration/carbon-mrv-support.ts";
import { type ContextPlay, minute } from "../../../support/play.ts";
import { upload } from "./reports.ts";

/** The cement works stores its last month, which the district passes and the bureau returns; months before it are missed. */
export const monthsPlay: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  const [year, month] = scene.month(-1).split("-");
  const path = `/carbon/months/${scene.party("cement")}/${year}/${month}`;
  const storing = (values: readonly object[]) =>
    ({ as: "cement", method: "PUT", path, body: { values, reason: "first reading" } }) as const;
  await refused("activities-differ", storing(valuesOf("400", "10").slice(1)));
  const attachments = (await upload(scene, "cement")).map(({ sha256 }) => sha256);
  const { version } = await ask(storing(valuesOf("400", "10").map((value) => ({ ...value, attachments }))));
  const check = (as: string, of: unknown, decision: string) =>
    ({ as, method: "POST", path: `${path}/check`, body: { version: of, decision, reason: "looked at" } }) as const;
  await refused("wrong-state", check("bureau", version, "passed"));
  const passed = await ask(check("echeng", version, "passed"));
  await refused("version-differs", check("echeng", version, "passed"));
  await ask(check("bureau", passed.version, "returned"));
  for (const as of ["cement", "echeng", "bureau"]) {
    await scene.reads(path, path.replace(`/${year}/`, "/2001/"), "not-found", as);
    await scene.reads("/carbon/months", "/carbon/months?limit=0", "validation-failed", as);
  }
  await scene.moveOn(minute);
};
