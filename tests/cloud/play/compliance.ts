import { type ContextPlay, document, type Scene } from "../../support/play.ts";

/** What the mill and the steelworks discharged is declared, accepted, returned and taken back. */
export const play: ContextPlay["play"] = async (scene) => {
  await declareDischarges(scene);
};

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
  await ask(decision);
  await refused("wrong-state", decision);
  const reversal = { as: "bureau", method: "POST", path: `${path}/reversal`, body: { reason: "a meter was wrong", ...document } } as const;
  await ask(reversal);
  await refused("wrong-state", reversal);
}
