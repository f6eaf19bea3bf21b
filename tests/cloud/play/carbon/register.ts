import { publishedFactorSets } from "../../../../shared/carbon/published-factor-sets.ts";
import { givenFactors } from "../../../support/carbon-factors.ts";
import { type ContextPlay, document, type Scene } from "../../../support/play.ts";

/** Factors are published for everybody; the cement works is a key entity of the year of its last month, and the city's energy is recorded. */
export const registerPlay: ContextPlay["play"] = async (scene) => {
  const year = scene.month(-1).slice(0, 4);
  await publish(scene);
  await list(scene, year);
  await cover(scene, year);
};

async function publish(scene: Scene): Promise<void> {
  const { ask, refused, send } = scene.client;
  const [{ factorSetId, ...set } = { factorSetId: "" }] = publishedFactorSets;
  const publication = (id: string) => {
    const body = { ...set, area: "420700", grid: "national", ...document };
    return { as: "bureau", method: "PUT", path: `/carbon/factor-sets/${id}`, body } as const;
  };
  await scene.requests(() => publication(factorSetId));
  await refused("factor-sets-conflict", publication("another"));
  await givenFactors(async ({ method, path, body }) => {
    const request = { as: "bureau", method, path, body: { ...(body as object) } };
    const { status } = await send(request);
    if (status === 202) await ask(request);
    return { status: status === 202 ? 200 : status, headers: {}, body: {}, text: "" };
  }, "bureau");
  await scene.reads(`/carbon/factor-sets/${factorSetId}`, "/carbon/factor-sets/none", "not-found");
  await ask({ as: "bureau", method: "GET", path: `/carbon/factor-sets/${factorSetId}?version=1` });
  await scene.reads("/carbon/factor-sets", "/carbon/factor-sets?limit=0", "validation-failed");
}

async function list(scene: Scene, year: string): Promise<void> {
  const { ask, refused } = scene.client;
  const path = `/carbon/entities/${scene.party("cement")}/years/${year}`;
  const body = { market: "none", sector: "cement", generates: false, ...document };
  const listing = { as: "bureau", method: "PUT", path, body } as const;
  await ask(listing);
  await refused("version-differs", listing);
  for (const as of ["cement", "echeng", "bureau"]) await scene.reads(path, path.replace(year, "2001"), "not-found", as);
  for (const as of ["echeng", "bureau"]) {
    const entities = `/carbon/entities?year=${year}`;
    await scene.reads(entities, `${entities}&limit=0`, "validation-failed", as);
  }
}

async function cover(scene: Scene, year: string): Promise<void> {
  const { ask, refused } = scene.client;
  const path = `/carbon/coverage/${year}`;
  const energy = { as: "bureau", method: "PUT", path, body: { area: "420700", tce: "9876543", source: "yearbook", ...document } } as const;
  await ask(energy);
  await refused("version-differs", energy);
  for (const as of ["echeng", "bureau"]) {
    await scene.reads(path, `${path}?area=nowhere`, "validation-failed", as);
    await scene.reads(`${path}/candidates`, `${path}/candidates?limit=0`, "validation-failed", as);
  }
}
