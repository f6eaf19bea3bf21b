import { sha256 } from "../../../../shared/kernel/ids.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { type ContextPlay, document, minute, type Scene } from "../../../support/play.ts";

const bill = "month,fuel,t\n03,bituminous coal,1000\n";

/** The mill and the steelworks report what they emitted in the year before, and the district passes it on. */
export const reportsPlay: ContextPlay["play"] = async (scene) => {
  const year = scene.month(0).slice(0, 4);
  const last = String(Number(year) - 1);
  for (const persona of ["mill", "steel"]) await planned(scene, persona, last);
  // Nothing was stored: the months take the figures of the plan.
  await scene.moveOn(2 * minute);
  const evidence = await upload(scene, "mill");
  await reportOf(scene, "mill", last, evidence);
  await reportOf(scene, "steel", last);
  await readers(scene, last, sha256(bill));
};

/** The bureau accepts what verification has concluded, and reopens the report of the steelworks. */
export const decisionsPlay: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  const decision = (path: string) =>
    ({ as: "bureau", method: "POST", path: `${path}/decision`, body: { accepted: true, ...document } }) as const;
  const [mill, steel] = [await concluded(scene, "mill"), await concluded(scene, "steel")];
  await scene.requests(() => decision(mill));
  await ask(decision(steel));
  await refused("wrong-state", decision(mill));
  const body = { reason: "read wrongly", ...document };
  const reopening = { as: "bureau", method: "POST", path: `${steel}/reopening`, body } as const;
  await ask(reopening);
  await refused("wrong-state", reopening);
};

/** Path of the report of a persona whose verification is concluded; its year may be over longer by now. */
async function concluded(scene: Scene, persona: string): Promise<string> {
  const { items } = await scene.client.ask({ as: persona, method: "GET", path: "/carbon/reports?state=concluded" });
  const [report] = items as readonly { readonly reportId: string }[];
  return `/carbon/reports/${required(report, `concluded report of ${persona}`).reportId}`;
}

function pathOf(scene: Scene, persona: string, year: string, what = ""): string {
  return `/carbon/reports/${scene.party(persona)}.${year}${what}`;
}

async function planned(scene: Scene, persona: string, year: string): Promise<void> {
  const { ask } = scene.client;
  const entity = `/carbon/entities/${scene.party(persona)}/years/${year}`;
  await ask({ as: "bureau", method: "PUT", path: entity, body: { market: "hubei", sector: "paper", generates: false, ...document } });
  const usual = { direction: "in", sampling: "daily", measuredBy: "energy office", conservativeFactor: "1", jumpLimit: "0.3" };
  const activities = [
    { ...usual, activity: "boiler", kind: "bituminous-coal", unit: "t", meter: "S1", monthlyBasis: "750" },
    { ...usual, activity: "grid", kind: "electricity", unit: "MWh", meter: "E1", monthlyBasis: "500" },
  ];
  const plan = `/carbon/control-plans/${scene.party(persona)}/${year}`;
  await ask({ as: persona, method: "PUT", path: plan, body: { activities, changeReason: "put on the list afterwards" } });
  const decision = { planVersion: 1, decision: "approved", reason: "complete" };
  await ask({ as: "bureau", method: "POST", path: `${plan}/decision`, body: decision });
}

/** Uploads a bill of a persona, and finds that another text is not taken for it. */
export async function upload(scene: Scene, persona: string): Promise<readonly { readonly sha256: string; readonly what: string }[]> {
  const { ask, refused } = scene.client;
  const announced = { sha256: sha256(bill), bytes: bill.length, contentType: "text/csv", name: "bill.csv" };
  const announcement = (more: object) =>
    ({ as: persona, method: "POST", path: "/carbon/evidence", body: { ...announced, ...more } }) as const;
  await refused("validation-failed", announcement({ contentType: "text/html" }));
  const { address, headers } = (await ask(announcement({}))) as { address: string; headers: Record<string, string> };
  const put = async (body: string) => (await fetch(address, { method: "PUT", headers, body })).status;
  const statuses = [await put(bill.replace("1000", "9000")), await put(bill)];
  if (statuses.join() !== "400,200") throw new Error(`uploads answered ${statuses.join()}`);
  return [{ sha256: sha256(bill), what: "bill of the coal of March" }];
}

async function reportOf(scene: Scene, persona: string, year: string, evidence: readonly object[] = []): Promise<void> {
  const { ask, refused } = scene.client;
  const lines = [
    { kind: "bituminous-coal", amount: "9000", unit: "t" },
    { kind: "electricity", amount: "6000", unit: "MWh" },
  ];
  const draft = (more: object, what = {}) =>
    ({ as: persona, method: "PUT", path: pathOf(scene, persona, year), body: { values: { lines, evidence, ...more }, ...what } }) as const;
  await refused("factor-set-not-in-force", draft({}, { factorSetId: "another" }));
  await refused("evidence-not-uploaded", draft({ evidence: [{ sha256: sha256("none"), what: "nothing" }] }));
  await ask(draft({}));
  const submission = { as: persona, method: "POST", path: pathOf(scene, persona, year, "/submission") } as const;
  await ask(submission);
  await refused("wrong-state", submission);
  const screening = (passed: boolean) =>
    ({ as: "echeng", method: "POST", path: pathOf(scene, persona, year, "/screening"), body: { passed } }) as const;
  await refused("decision-needs-reason", screening(false));
  await refused("district-screens", { ...screening(true), as: "bureau" });
  await ask(screening(true));
  await refused("wrong-state", screening(true));
}

async function readers(scene: Scene, year: string, evidence: string): Promise<void> {
  const mill = pathOf(scene, "mill", year);
  for (const as of ["mill", "echeng", "bureau"]) {
    await scene.reads(mill, `${mill}?version=9`, "not-found", as);
    await scene.reads(`${mill}/evidence/${evidence}`, `${mill}/evidence/${sha256("none")}`, "not-found", as);
    await scene.reads("/carbon/reports", "/carbon/reports?limit=0", "validation-failed", as);
  }
  const missing = `/carbon/reports/missing/${year}`;
  await scene.reads(missing, `${missing}?area=420702`, "not-found", "echeng");
  await scene.client.refused("not-found", { as: "steel", method: "GET", path: mill });
}
