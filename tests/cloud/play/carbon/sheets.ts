import { type ContextPlay, document } from "../../../support/play.ts";

const header = "entry,name,direction,amount,unit,explanation,number,seller,month";

/** The cement works fill in a table: with a formula in it, it is refused, and without it becomes a draft. */
export const sheetsPlay: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  await scene.reads("/carbon/templates/report.csv", "/carbon/templates/report.ods", "validation-failed");
  await scene.reads("/carbon/templates/report.xlsx", "/carbon/templates/report.xlsx?unknown=1", "validation-failed");
  const year = String(Number(scene.month(0).slice(0, 4)) - 1);
  const cement = scene.party("cement");
  const particulars = { market: "hubei", sector: "cement", generates: false, ...document };
  await ask({ as: "bureau", method: "PUT", path: `/carbon/entities/${cement}/years/${year}`, body: particulars });
  const upload = (amount: string) => {
    const file = Buffer.from(`${header}\nactivity,raw-coal,,${amount},t,,,,`).toString("base64");
    return { as: "cement", method: "POST", path: `/carbon/reports/${cement}.${year}/sheet`, body: { sheet: { file } } } as const;
  };
  await refused("sheet-has-errors", upload("=1500*2"));
  await ask(upload("3000"));
};
