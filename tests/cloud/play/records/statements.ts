import type { ContextPlay } from "../../../support/play.ts";

/** Facts, positions, postings, statements and the trial balance. */
export const statementsPlay: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  const other = `partyId=${scene.party("steel")}`;
  await ask({ as: "mill", method: "GET", path: "/records/facts?limit=3" });
  await scene.reads("/records/facts?limit=3&purpose=inspection", "/records/facts?limit=3", "purpose-missing", "bureau");
  await refused("validation-failed", { as: "mill", method: "GET", path: "/records/facts?cursor=x" });
  await scene.reads("/records/positions", `/records/positions?${other}`, "not-found", "mill");
  const positions = `/records/positions?class=permit&${other}&siteId=${scene.site("steel")}`;
  await scene.reads(`${positions}&purpose=inspection`, positions, "purpose-missing", "bureau");
  await scene.reads("/records/entries?instrument=CNY", `/records/entries?instrument=CNY&${other}`, "not-found", "mill");
  await refused("purpose-missing", { as: "bureau", method: "GET", path: `/records/entries?instrument=CNY&${other}` });
  await scene.readsTwoPages(`/records/entries?instrument=CNY&${other}&purpose=inspection`, "bureau");
  await scene.readsTwoPages("/records/facts?purpose=inspection", "bureau");
  await scene.readsTwoPages("/records/facts?purpose=inspection&investigation=EZ-INV-3", "bureau");
  const statement = "/records/statement?instrument=CNY";
  await scene.reads(statement, `${statement}&at=2100-01-01T00:00:00Z`, "instant-to-come", "mill");
  for (const name of ["cash", "permit", "need"]) await ask({ as: "bureau", method: "GET", path: `/records/trial-balance?class=${name}` });
  await refused("role-not-allowed", { as: "mill", method: "GET", path: "/records/trial-balance" });
};
