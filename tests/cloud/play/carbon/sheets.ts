import { required } from "../../../../shared/kernel/invariant.ts";
import { type ContextPlay, document, type Scene } from "../../../support/play.ts";
import { upload } from "./reports.ts";

const header = "entry,name,direction,amount,unit,explanation,number,seller,month";
const monthHeader = "activity,amount,unit,meter,calibratedOn,samplingRecord,attachments";

/** The drug works fill in a table: with a formula in it, it is refused, and without it becomes a draft. */
export const sheetsPlay: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  await scene.reads("/carbon/templates/report.csv", "/carbon/templates/report.ods", "validation-failed");
  await scene.reads("/carbon/templates/report.xlsx", "/carbon/templates/report.xlsx?unknown=1", "validation-failed");
  // No plan of allowances had it listed for this year before.
  const year = String(Number(scene.month(0).slice(0, 4)) - 2);
  const pharma = scene.party("pharma");
  const particulars = { market: "hubei", sector: "drugs", generates: false, ...document };
  await ask({ as: "bureau", method: "PUT", path: `/carbon/entities/${pharma}/years/${year}`, body: particulars });
  const draft = (body: object) => ({ as: "pharma", method: "POST", path: `/carbon/reports/${pharma}.${year}/sheet`, body }) as const;
  const table = (amount: string) => ({ file: Buffer.from(`${header}\nactivity,raw-coal,,${amount},t,,,,`).toString("base64") });
  await refused("sheet-has-errors", draft({ sheet: table("=1500*2") }));
  await refused("factor-set-not-in-force", draft({ sheet: table("3000"), factorSetId: "another" }));
  const evidence = await upload(scene, "pharma");
  // A bill is evidence, but no table of a report.
  for (const { sha256 } of evidence) await refused("sheet-has-errors", draft({ sheet: { sha256 } }));
  await ask(draft({ sheet: table("3000"), evidence }));
  await storeMonth(scene);
};

/** The cement works store late, from a table, a month that they missed. */
async function storeMonth(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const { items } = await ask({ as: "cement", method: "GET", path: "/carbon/months" });
  const missed = (items as readonly { readonly month: string; readonly state: string }[]).find(({ state }) => state === "missed");
  const [ofYear, month] = required(missed, "missed month of the cement works").month.split("-");
  const rows = (coal: string) => [`boiler,${coal},t,SCALE-1,2025-12-01,R-1,`, "export,10,MWh,E-1,2025-12-01,R-1,"];
  const storing = (coal: string) => {
    const file = Buffer.from([monthHeader, ...rows(coal)].join("\n")).toString("base64");
    const path = `/carbon/months/${scene.party("cement")}/${ofYear}/${month}/sheet`;
    return { as: "cement", method: "POST", path, body: { file, reason: "read again" } } as const;
  };
  await refused("sheet-has-errors", storing("=400"));
  await ask(storing("400"));
}
