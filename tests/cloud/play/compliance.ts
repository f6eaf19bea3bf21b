import type { CloudRequest } from "../../support/cloud-client.ts";
import { type ContextPlay, day, document, minute, type Scene } from "../../support/play.ts";
import { replayGrounds } from "../../support/replay-grounds.ts";

/** What the mill and the steelworks discharged is declared, accepted, returned and taken back. */
export const play: ContextPlay["play"] = async (scene) => {
  await declareDischarges(scene);
};

interface Unheard {
  readonly discharge: { readonly decision: CloudRequest; readonly obligation: string };
  readonly surrender: { readonly persona: string; readonly year: string };
}

/** Facts are not heard for two days: obligations are rebuilt from what was recorded, and the facts are heard once they are replayed. */
async function unheard(scene: Scene, { discharge, surrender }: Unheard): Promise<void> {
  const { ask } = scene.client;
  const [partyId, { year }] = [scene.party(surrender.persona), surrender];
  const entity = { market: "hubei", sector: "paper", generates: false, ...document };
  await ask({ as: "bureau", method: "PUT", path: `/carbon/entities/${partyId}/years/${year}`, body: entity });
  const determine = (tco2: string) => {
    const body = { tco2, ground: "no-report", ...document, reason: "as decided" };
    return ask({ as: "bureau", method: "POST", path: `/carbon/obligations/${partyId}/${year}/determinations`, body });
  };
  const rebuild = async (obligation: string) => {
    const { equal, missing } = await ask({ as: "operator", method: "POST", path: `/compliance/obligations/${obligation}/rebuild` });
    if (equal !== false || (missing as readonly string[]).length === 0) throw new Error(`${obligation} was heard of all the same`);
  };
  const match = { functionName: "ecovalue-compliance-on-fact", operation: "BatchWriteItem" };
  const end = await scene.stage.gateway.injectFault({ match, fault: "throttle" });
  await ask(discharge.decision);
  await determine("100000");
  await giveUp(scene);
  await rebuild(discharge.obligation);
  await rebuild(`${partyId}.${year}.CO2`);
  // More than it holds; what comes on top is due a day later.
  await scene.moveOn(day);
  await determine("200000");
  await giveUp(scene);
  await rebuild(`${partyId}.${year}.CO2`);
  await end();
  await scene.stage.invoke("ecovalue-replay", { queue: "compliance-on-fact", ...replayGrounds });
  await scene.moveOn(day);
  // The deadline moves once more, and this time the fact is heard.
  await determine("300000");
  await scene.stage.untilIdle();
}

/** A message that failed is visible again after six minutes, and fails five times. */
async function giveUp(scene: Scene): Promise<void> {
  await scene.stage.untilIdle();
  for (let attempt = 1; attempt <= 5; attempt += 1) await scene.moveOn(7 * minute);
}

/** What follows from the declaration that was just accepted. */
async function readObligations(scene: Scene, year: string): Promise<void> {
  await scene.stage.untilIdle();
  const obligation = `/compliance/obligations/${scene.site("mill")}.${year}.SO2`;
  const coverage = `/compliance/sites/${scene.site("mill")}/coverage/${year}`;
  for (const as of ["mill", "bureau"]) {
    await scene.reads(obligation, "/compliance/obligations/none", "not-found", as);
    await scene.reads(`${obligation}/history`, "/compliance/obligations/none/history", "not-found", as);
    await scene.reads(coverage, `/compliance/sites/none/coverage/${year}`, "not-found", as);
    await scene.reads(`/compliance/obligations?year=${year}`, "/compliance/obligations?state=lost", "validation-failed", as);
  }
  const rebuild = (path: string) => ({ as: "operator", method: "POST", path: `${path}/rebuild` }) as const;
  const { equal, missing } = await scene.client.ask(rebuild(obligation));
  if (equal !== true) throw new Error(`the facts say otherwise than ${obligation}: ${JSON.stringify(missing)}`);
  // Nothing is known of it yet.
  await scene.client.ask(rebuild(`/compliance/obligations/${scene.site("mill")}.${year}.NOx`));
  await scene.client.refused("not-found", rebuild("/compliance/obligations/none"));
}

async function declareDischarges(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const evidence = [{ title: "online monitoring", sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" }];
  const figures = { tonnes: "1", aboveLimitTonnes: "0.1", method: "automatic", evidence };
  const drafting = (persona: string, year: string) => {
    const body = { siteId: scene.site(persona), pollutant: "SO2", year, ...figures };
    return { as: persona, method: "POST", path: "/compliance/declarations", body } as const;
  };
  const year = scene.month(0).slice(0, 4);
  await refused("year-not-begun", drafting("mill", String(Number(year) + 1)));
  const { declarationId } = await ask(drafting("mill", year));
  const path = `/compliance/declarations/${String(declarationId)}`;
  const change = (tonnes: string) => ({ as: "mill", method: "PUT", path, body: { ...figures, tonnes } }) as const;
  await ask(change("1.2"));
  await refused("above-limit-part-too-large", change("0.05"));
  const submission = { as: "mill", method: "POST", path: `${path}/submission` } as const;
  await ask(submission);
  await refused("wrong-state", submission);
  for (const as of ["mill", "bureau"]) {
    await scene.reads(path, "/compliance/declarations/none", "not-found", as);
    await scene.reads("/compliance/declarations", "/compliance/declarations?limit=0", "validation-failed", as);
  }
  const decision = { as: "bureau", method: "POST", path: `${path}/decision`, body: { accepted: true, ...document } } as const;
  await unheard(scene, {
    discharge: { decision, obligation: `${scene.site("mill")}.${year}.SO2` },
    surrender: { persona: "steel", year: String(Number(year) - 3) },
  });
  await refused("wrong-state", decision);
  await readObligations(scene, year);
  const reversal = { as: "bureau", method: "POST", path: `${path}/reversal`, body: { reason: "a meter was wrong", ...document } } as const;
  await ask(reversal);
  await refused("wrong-state", reversal);
}
