import { type ContextPlay, day } from "../../../support/play.ts";

/** The bureau and the mill take trade records home; one of them asks for what is not settled. */
export const exportsPlay: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  const asking = (as: string, more: object) =>
    ({ as, method: "POST", path: "/records/exports", body: { from: "2024-01-01T00:00:00Z", before: scene.at(0), ...more } }) as const;
  const purpose = "inspection";
  for (const format of ["csv", "xlsx"]) await ask(asking("bureau", { format, purpose, partyId: scene.party("mill") }));
  const { exportId } = await ask(asking("mill", { format: "jsonl" }));
  await refused("purpose-missing", asking("bureau", { format: "csv" }));
  await refused("range-not-settled", asking("mill", { format: "csv", from: scene.at(-1_000) }));
  await scene.moveOn(day / 24);
  const own = `/records/exports/${String(exportId)}`;
  await scene.reads(own, "/records/exports/none", "not-found", "mill");
  await scene.reads(`${own}/file`, "/records/exports/none/file", "not-found", "mill");
  await scene.reads("/records/exports", "/records/exports?cursor=x", "validation-failed", "mill");
};
