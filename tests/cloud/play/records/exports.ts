import type { ContextPlay } from "../../../support/play.ts";

/** The bureau and the mill take trade records home; what is not settled, unknown or somebody else's is refused. */
export const exportsPlay: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  await scene.stage.untilIdle();
  const before = scene.at(0);
  const unsettled = scene.at(-1_000);
  const asking = (as: string, more: object) =>
    ({ as, method: "POST", path: "/records/exports", body: { from: "2024-01-01T00:00:00Z", before, ...more } }) as const;
  const purpose = "inspection";
  await ask(asking("bureau", { format: "csv", purpose, partyId: scene.party("mill") }));
  await ask(asking("bureau", { format: "xlsx", purpose, investigation: "EZ-INV-2" }));
  await ask(asking("bureau", { format: "xlsx", purpose, instrument: "CNY" }));
  await refused("instrument-unknown", asking("bureau", { format: "xlsx", purpose, instrument: "permit/SO2/ezhou/1999-01/1999-12" }));
  await refused("purpose-missing", asking("bureau", { format: "csv" }));
  await refused("range-not-settled", asking("mill", { format: "csv", from: unsettled }));
  // The job waits, so that its file is not there yet.
  const match = { functionName: "ecovalue-records-export", times: 1 };
  await scene.stage.gateway.injectFault({ match, fault: { latencyMs: 5_000 } });
  const { exportId } = await ask(asking("mill", { format: "jsonl" }));
  await refused("export-not-ready", { as: "mill", method: "GET", path: `/records/exports/${String(exportId)}/file` });
  await scene.stage.untilIdle();
  const own = `/records/exports/${String(exportId)}`;
  await scene.reads(own, "/records/exports/none", "not-found", "mill");
  await refused("not-found", { as: "mill", method: "GET", path: "/records/exports/none/file" });
  const { address } = await ask({ as: "mill", method: "GET", path: `${own}/file` });
  const { status } = await fetch(String(address));
  if (status !== 200) throw new Error(`the file of the export was answered with ${status}`);
  await scene.reads("/records/exports", "/records/exports?cursor=x", "validation-failed", "mill");
};
