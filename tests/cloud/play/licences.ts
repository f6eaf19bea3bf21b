import { type ContextPlay, document, firms, organisations, type Scene } from "../../support/play.ts";

/** A permit that was bought is recorded in the licence, and a file of licences is compared. */
export const play: ContextPlay["play"] = async (scene) => {
  await recordPermits(scene);
  await importFiles(scene);
};

async function recordPermits(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const { persona, instrument, tonnes } = await holderOf(scene);
  const site = scene.site(persona);
  const statement = { licenceNumber: `${organisations[persona]?.[0]}001P`, instrument, tonnes };
  // What was delivered and no licence has is listed without anybody's doing.
  const { items } = await ask({ as: "bureau", method: "GET", path: "/licences/records?state=missing&limit=100" });
  if (!(items as { siteId: string; instrument: string }[]).some((each) => each.siteId === site && each.instrument === instrument))
    throw new Error(`no list has ${instrument} of ${site}`);
  const declaration = { as: persona, method: "POST", path: `/licences/sites/${site}/declarations`, body: statement } as const;
  await ask(declaration);
  await refused("record-unchanged", declaration);
  const record = (body: object) =>
    ({ as: "bureau", method: "POST", path: `/licences/sites/${site}/records`, body: { ...statement, ...document, ...body } }) as const;
  await refused("above-holding", record({ tonnes: "999999" }));
  await ask(record({}));
  await scene.reads(`/licences/sites/${site}/records`, "/licences/sites/none/records", "not-found", persona);
  await scene.reads("/licences/records", "/licences/records?state=lost", "validation-failed", "bureau");
}

/** A firm that holds a permit, once all sales are settled. */
async function holderOf(scene: Scene) {
  await scene.stage.untilIdle();
  for (const persona of firms) {
    const { items } = await scene.client.ask({ as: persona, method: "GET", path: `/permits/sites/${scene.site(persona)}/holdings` });
    const [held] = items as { instrument: string; availableTonnes: string }[];
    if (held && held.availableTonnes !== "0") return { persona, instrument: held.instrument, tonnes: held.availableTonnes };
  }
  throw new Error("nobody holds a permit");
}

async function importFiles(scene: Scene): Promise<void> {
  const { ask, refused, send } = scene.client;
  const upload = (kind: string, ...lines: string[]) => {
    const body = { kind, file: Buffer.from(lines.join("\n")).toString("base64") };
    return { as: "bureau", method: "POST", path: "/licences/imports", body } as const;
  };
  const header = "licenceNumber,creditCode,holderName,validFrom,validUntil,siteName,amounts";
  const code = String(organisations.mill?.[0]);
  const file = upload("licences", header, `${code}001P,${code},Another name,2026-01-01,2030-12-31,Works One,SO2=500`);
  const { importId } = await ask(file);
  await refused("file-imported", file);
  const approvals = "eiaNumber,creditCode,project,pollutant,tonnes,approvedOn";
  await ask(upload("eia", approvals, `EZ-EIA-1,${code},unknown,SO2,6,2026-01-12`));
  const wrong = await ask(upload("eia", approvals, "too,few"));
  await scene.stage.untilIdle();
  await scene.reads(`/licences/imports/${String(importId)}`, "/licences/imports/none", "not-found", "bureau");
  await scene.reads(`/licences/imports/${String(wrong.importId)}/errors`, "/licences/imports/none/errors", "not-found", "bureau");
  await scene.reads("/licences/imports", "/licences/imports?limit=0", "validation-failed", "bureau");
  await scene.reads("/licences/differences", "/licences/differences?state=lost", "validation-failed", "bureau");
  const { body } = await send({ as: "bureau", method: "GET", path: "/licences/differences?limit=100" });
  const differences = body.items as { differenceId: string; what: string }[];
  const about = (what: string, applied: boolean) => {
    const found = differences.find((each) => each.what === what);
    if (!found) throw new Error(`no difference shows that ${what}: ${JSON.stringify(differences)}`);
    const path = `/licences/differences/${found.differenceId}/decision`;
    return { as: "bureau", method: "POST", path, body: { applied, reason: "compared" } } as const;
  };
  for (const what of ["name-differs", "eia-unknown", "licence-missing"]) await refused("difference-remains", about(what, true));
  await ask(about("name-differs", false));
  await refused("difference-decided", about("name-differs", false));
}
