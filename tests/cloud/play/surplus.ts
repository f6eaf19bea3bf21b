import { type ContextPlay, document, minute, type Scene } from "../../support/play.ts";

/** The mill stores surplus and sells a part back; the steelworks closes, and its permits are recovered. */
export const play: ContextPlay["play"] = async (scene) => {
  await publishAndFund(scene);
  const version = await standingVersion(scene);
  await storeOfMill(scene, version);
  await recoverFromSteel(scene);
};

const prices = "/surplus/buy-back-prices/ezhou/SO2";

function publication(path = prices) {
  const body = { priceCnyPerTonneYear: "12", source: "price list", ...document };
  return { as: "bureau", method: "POST", path, body } as const;
}

async function publishAndFund(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  await scene.requests(() => publication());
  await ask(publication());
  await refused("pollutant-not-in-pool", publication("/surplus/buy-back-prices/ezhou/COD"));
  await scene.reads(prices, "/surplus/buy-back-prices/nowhere/SO2", "validation-failed", "mill");
  const funding = (amount: string) =>
    ({ as: "bureau", method: "POST", path: "/surplus/buy-back-fund", body: { amount, ...document } }) as const;
  await ask(funding("100.00"));
  await refused("treasury-too-small", funding("99999999.00"));
  await ask({ as: "bureau", method: "GET", path: "/surplus/buy-back-fund" });
  await refused("role-not-allowed", { as: "mill", method: "GET", path: "/surplus/buy-back-fund" });
}

async function standingVersion(scene: Scene): Promise<number> {
  const { items } = await scene.client.ask({ as: "mill", method: "GET", path: prices });
  return Number((items as { version: number }[])[0]?.version);
}

/** A certification of some tonnes of what a persona holds. */
async function certification(scene: Scene, persona: string) {
  const path = `/permits/sites/${scene.site(persona)}/holdings`;
  const { items } = await scene.client.ask({ as: persona, method: "GET", path });
  const instrument = (items as { instrument: string }[])[0]?.instrument;
  const named = { partyId: scene.party(persona), siteId: scene.site(persona), instrument };
  const measure = { kind: "treatment", measure: "second stage", startMonth: scene.month(-1), paidBy: "enterprise" };
  return (tonnes: string, more: object = {}) => {
    const body = { ...named, ...measure, tonnes, ...document, ...more };
    return { as: "bureau", method: "POST", path: "/surplus/certificates", body } as const;
  };
}

function storing(persona: string, certificateId: unknown, tonnes: string) {
  return { as: persona, method: "POST", path: "/surplus/storages", body: { certificateId, tonnes } } as const;
}

async function storeOfMill(scene: Scene, priceVersion: number): Promise<void> {
  const { ask, refused } = scene.client;
  const certified = await certification(scene, "mill");
  await ask(certified("0.1", { paidBy: "government" }));
  await refused("surplus-not-free", certified("999"));
  const { certificateId } = await ask(certified("1"));
  const certificate = `/surplus/certificates/${String(certificateId)}`;
  for (const as of ["mill", "bureau"]) await scene.reads(certificate, "/surplus/certificates/none", "not-found", as);
  for (const as of ["mill", "bureau"]) await scene.reads("/surplus/certificates", "/surplus/certificates?limit=0", "validation-failed", as);
  await refused("above-certificate", storing("mill", certificateId, "2"));
  const stored = async () => `/surplus/storages/${String((await ask(storing("mill", certificateId, "0.3"))).storageId)}`;
  const [one, other, last] = [await stored(), await stored(), await stored()];
  for (const as of ["mill", "bureau"]) await scene.reads(one, "/surplus/storages/none", "not-found", as);
  for (const as of ["mill", "bureau"]) await scene.reads("/surplus/storages", "/surplus/storages?limit=0", "validation-failed", as);
  const takingOut = { as: "mill", method: "POST", path: `${one}/taking-out` } as const;
  await ask(takingOut);
  await refused("wrong-state", takingOut);
  const end = { as: "bureau", method: "POST", path: `${other}/end`, body: { reason: "runs again", ...document } } as const;
  await ask(end);
  await refused("wrong-state", end);
  const offer = (version: number) =>
    ({ as: "mill", method: "POST", path: `${last}/buy-backs`, body: { tonnes: "0.1", priceVersion: version } }) as const;
  await ask(offer(priceVersion));
  await refused("buy-back-price-changed", offer(priceVersion - 1 || 99));
  const withdrawal = { as: "bureau", method: "POST", path: `${certificate}/withdrawal`, body: { reason: "given up" } } as const;
  await ask(withdrawal);
  await refused("wrong-state", withdrawal);
}

async function recoverFromSteel(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const certified = await certification(scene, "steel");
  const { certificateId } = await ask(certified("0.5"));
  await ask(storing("steel", certificateId, "0.5"));
  const named = { partyId: scene.party("steel"), siteId: scene.site("steel") };
  const body = { ...named, ground: "closure", reason: "closed", paidPermits: [certified("1").body.instrument], ...document };
  const order = { as: "bureau", method: "POST", path: "/surplus/recoveries", body } as const;
  const { recoveryId } = await ask(order);
  await refused("recovery-open", order);
  await scene.moveOn(6 * minute);
  const recovery = `/surplus/recoveries/${String(recoveryId)}`;
  for (const as of ["steel", "bureau"]) await scene.reads(recovery, "/surplus/recoveries/none", "not-found", as);
  for (const as of ["steel", "bureau"]) await scene.reads("/surplus/recoveries", "/surplus/recoveries?limit=0", "validation-failed", as);
  const { state } = await ask({ as: "bureau", method: "GET", path: recovery });
  if (state !== "completed") throw new Error("the recovery of steel is not completed by its job");
}
