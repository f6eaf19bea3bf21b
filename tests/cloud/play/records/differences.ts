import type { ContextPlay } from "../../../support/play.ts";

/** Differences between sealed records and the ledger: there are none. Late records and reversals. */
export const differencesPlay: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  for (const as of ["operator", "bureau"]) await ask({ as, method: "GET", path: "/records/differences?purpose=inspection" });
  await refused("purpose-missing", { as: "bureau", method: "GET", path: "/records/differences" });
  await refused("role-not-allowed", { as: "mill", method: "GET", path: "/records/differences" });
  await ask({ as: "bureau", method: "GET", path: "/records/exceptions?what=reversal" });
  await refused("role-not-allowed", { as: "mill", method: "GET", path: "/records/exceptions" });
};
