import type { ContextPlay } from "../../../support/play.ts";

/** The pedigree of the reserve, of entries and of blocks. */
export const pedigreePlay: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  const reserve = "/records/pedigree?account=reserve:ezhou&instrument=quota/SO2/ezhou";
  await ask({ as: "bureau", method: "GET", path: `${reserve}&purpose=inspection` });
  await refused("not-found", { as: "mill", method: "GET", path: reserve });
  await refused("not-found", { as: "mill", method: "GET", path: "/records/pedigree/entries/none" });
  await refused("not-found", { as: "mill", method: "GET", path: "/records/pedigree/blocks/none" });
};
