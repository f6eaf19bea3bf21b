import { type ContextPlay, day, document, firms, type Scene } from "../../support/play.ts";

/** Caps, reserve and certified needs. */
export const play: ContextPlay["play"] = async (scene) => {
  await setCaps(scene);
  await certify(scene);
  await read(scene);
};

/** The term of the sold permits ends. */
export const afterwards: ContextPlay["play"] = (scene) => scene.moveOn(120 * day);

async function setCaps(scene: Scene): Promise<void> {
  const { stage } = scene;
  const { ask, refused } = scene.client;
  const year = new Date(stage.now()).getUTCFullYear();
  const cap = (as: string, of: number) =>
    ({ as, method: "PUT", path: `/permits/caps/ezhou/SO2/${of}`, body: { tonnes: "500", ...document } }) as const;
  for (const each of [year, year + 1]) await ask(cap("bureau", each));
  await refused("outside-your-area", cap("liangzihu", year));
  await scene.requests(() => cap("bureau", year));
  const addition = (pollutant: string, source = "initial-reserve") => {
    const body = { tonnes: "50", source, ...document };
    return { as: "bureau", method: "POST", path: `/permits/reserves/ezhou/${pollutant}`, body } as const;
  };
  await ask(addition("SO2"));
  await refused("pollutant-not-in-pool", addition("COD"));
  await refused("source-needs-site", addition("SO2", "buy-back"));
}

async function certify(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  for (const persona of firms) await ask(scene.certification(persona, `${persona}-main`));
  await refused("need-exists", scene.certification("mill", "mill-main"));
  await ask(scene.certification("mill", "mill-dropped"));
  const withdrawal = {
    as: "bureau",
    method: "POST",
    path: "/permits/needs/SO2/mill-dropped/withdrawal",
    body: { reason: "cancelled" },
  } as const;
  await ask(withdrawal);
  await refused("need-already-withdrawn", withdrawal);
}

async function read(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const year = new Date(scene.stage.now()).getUTCFullYear();
  await scene.reads(`/permits/caps/ezhou/SO2/${year}`, "/permits/caps/ezhou/SO2/2099", "not-found", "bureau");
  await scene.reads("/permits/caps/ezhou/SO2", "/permits/caps/nowhere/SO2", "validation-failed", "bureau");
  await scene.reads("/permits/caps/ezhou/SO2/runway", "/permits/caps/ezhou/COD/runway", "pollutant-not-in-pool", "bureau");
  await scene.reads("/permits/reserves/ezhou/SO2", "/permits/reserves/nowhere/SO2", "validation-failed", "bureau");
  await scene.reads("/permits/needs/SO2/mill-main", "/permits/needs/SO2/none", "not-found", "mill");
  for (const path of ["/permits/needs", "/permits/sites"]) {
    for (const as of ["mill", "bureau"]) await ask({ as, method: "GET", path });
    await refused("not-found", { as: "liangzihu", method: "GET", path: `${path}?area=420704` });
  }
  const path = `/permits/sites/${scene.site("mill")}/holdings`;
  for (const as of ["mill", "bureau"]) await ask({ as, method: "GET", path });
  await refused("not-found", { as: "steel", method: "GET", path });
}
