import type { ContextPlay } from "../../../support/play.ts";

/** Holdings of members, sites and areas, as they are and as they were. */
export const holdingsPlay: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  const ofSteel = `partyId=${scene.party("steel")}`;
  await ask({ as: "mill", method: "GET", path: "/records/holdings?limit=3" });
  await refused("not-found", { as: "mill", method: "GET", path: `/records/holdings?${ofSteel}` });
  await scene.reads(`/records/holdings?${ofSteel}&purpose=inspection`, `/records/holdings?${ofSteel}`, "purpose-missing", "bureau");
  await ask({ as: "bureau", method: "GET", path: "/records/holdings/areas?limit=3&purpose=inspection" });
  await ask({ as: "operator", method: "GET", path: "/records/holdings/areas?of=houses&limit=3" });
  await refused("purpose-missing", { as: "bureau", method: "GET", path: "/records/holdings/areas" });
};
