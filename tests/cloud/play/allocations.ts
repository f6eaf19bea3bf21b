import { type ContextPlay, document, type Scene } from "../../support/play.ts";
import { playFees } from "../../support/play-fees.ts";

const rateTable = "/allocations/rates/play";
const reason = { reason: "as announced" };

/** Rates, a plan for the mill that is announced, and one for the steelworks that is given up. */
export const play: ContextPlay["play"] = async (scene) => {
  await publishRates(scene);
  const planId = await draftForMill(scene);
  await giveUp(scene);
  await announce(scene, planId);
  await readAll(scene, planId);
};

/** The window for objections is over: the plan is decided, and its line is distributed. */
export const afterwards: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  const { items } = await ask({ as: "mill", method: "GET", path: "/allocations/plans" });
  const planId = String((items as { planId: string; state: string }[]).find(({ state }) => state === "published")?.planId);
  const decision = {
    as: "bureau",
    method: "POST",
    path: plan(planId, "/decision"),
    body: { approved: true, ...document, ...reason },
  } as const;
  await scene.requests(() => decision);
  await scene.stage.untilIdle();
  await refused("wrong-state", decision);
  await refused("wrong-state", { as: "bureau", method: "POST", path: plan(planId, "/withdrawal"), body: reason });
  await refused("wrong-state", { as: "bureau", method: "DELETE", path: plan(planId, `/lines/${scene.site("mill")}`) });
  await playFees(scene);
};

const plan = (planId: string, what = "") => `/allocations/plans/${planId}${what}`;

/** The year of the plans' term, whose cap this part sets. */
const yearOf = (scene: Scene): number => new Date(scene.stage.now()).getUTCFullYear() + 3;

async function publishRates(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const rates = [{ pollutant: "SO2", cnyPerTonneYear: "200" }];
  const body = (list: readonly object[]) => ({ title: "Rates", ...document, validFrom: "2020-01-01", rates: list });
  const publication = (list: readonly object[] = rates) => ({ as: "bureau", method: "PUT", path: rateTable, body: body(list) }) as const;
  await scene.requests(publication);
  await refused("pollutant-twice", publication([...rates, ...rates]));
  await scene.reads("/allocations/rates", "/allocations/rates?limit=0", "validation-failed");
  await scene.reads(rateTable, "/allocations/rates/none", "not-found");
  await ask({ as: "bureau", method: "PUT", path: `/permits/caps/ezhou/SO2/${yearOf(scene)}`, body: { tonnes: "500", ...document } });
}

function drafting(scene: Scene, change: object = {}) {
  const terms = { kind: "initial", title: "Allocation", determinedOn: "2020-01-01", firstMonth: `${yearOf(scene)}-01`, years: 1 };
  const body = { ...terms, ...document, rateTableId: "play", instalments: 1, announcedDays: 1, paymentMode: "exchange-account", ...change };
  return { as: "bureau", method: "POST", path: "/allocations/plans", body } as const;
}

/** A line for a persona's site. */
async function lineFor(scene: Scene, persona: string, change: object = {}) {
  const { ask } = scene.client;
  const { creditCode } = await ask({ as: persona, method: "GET", path: "/parties/own" });
  const { licenceNumber } = await ask({ as: persona, method: "GET", path: `/sites/${scene.site(persona)}` });
  const basis = { kind: "operating", since: "2015-01-01", method: "as licensed", ...document, ...change };
  return { creditCode, licenceNumber, amounts: [{ pollutant: "SO2", tonnes: "1" }], basis };
}

const putting = (planId: string, lines: readonly object[]) =>
  ({ as: "bureau", method: "PUT", path: plan(planId, "/lines"), body: { lines } }) as const;

async function draftForMill(scene: Scene): Promise<string> {
  const { ask, refused } = scene.client;
  await refused("instalments-invalid", drafting(scene, { instalments: 0 }));
  const planId = String((await ask(drafting(scene))).planId);
  const lines = [await lineFor(scene, "mill"), await lineFor(scene, "cement")];
  await ask(putting(planId, lines));
  await refused("lines-refused", putting(planId, lines));
  const removal = { as: "bureau", method: "DELETE", path: plan(planId, `/lines/${scene.site("cement")}`) } as const;
  await ask(removal);
  // A renewal of what nobody holds.
  const renewal = String((await ask(drafting(scene, { kind: "renewal" }))).planId);
  await refused("lines-refused", putting(renewal, [{ ...(await lineFor(scene, "mill", { kind: "permit" })), outcome: "confirmed" }]));
  await refused("not-found", removal);
  return planId;
}

/** A plan that rests on an assessment, withdrawn after it was announced: its line is dropped, and the assessment is free again. */
async function giveUp(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const planId = String((await ask(drafting(scene))).planId);
  await refused("plan-empty", { as: "bureau", method: "POST", path: plan(planId, "/publication"), body: {} });
  await ask(putting(planId, [await lineFor(scene, "steel", { kind: "eia-approved", eiaNumber: "EZ-EIA-2012" })]));
  await ask({ as: "bureau", method: "POST", path: plan(planId, "/publication"), body: {} });
  await scene.stage.untilIdle();
  await ask({ as: "bureau", method: "POST", path: plan(planId, "/withdrawal"), body: reason });
  await scene.stage.untilIdle();
}

async function announce(scene: Scene, planId: string): Promise<void> {
  const { ask, refused } = scene.client;
  await ask({ as: "bureau", method: "POST", path: plan(planId, "/publication"), body: {} });
  await scene.stage.untilIdle();
  const objection = {
    as: "mill",
    method: "POST",
    path: plan(planId, "/objections"),
    body: { siteId: scene.site("mill"), grounds: "too little" },
  } as const;
  const { objectionId } = await ask(objection);
  await refused("objection-exists", objection);
  const path = plan(planId, `/objections/${String(objectionId)}/answer`);
  const answer = {
    as: "bureau",
    method: "POST",
    path,
    body: { upheld: true, ...reason, amounts: [{ pollutant: "SO2", tonnes: "2" }] },
  } as const;
  await ask(answer);
  await refused("objection-answered", answer);
  await scene.reads(plan(planId, "/objections"), plan("none", "/objections"), "not-found", "bureau");
}

async function readAll(scene: Scene, planId: string): Promise<void> {
  await scene.reads("/allocations/plans", "/allocations/plans?limit=0", "validation-failed");
  await scene.reads(plan(planId), plan("none"), "not-found");
  await scene.reads(plan(planId, "/lines"), plan("none", "/lines"), "not-found");
  await scene.reads("/allocations/drafts", "/allocations/drafts?area=421000", "validation-failed", "bureau");
  await scene.reads(`/allocations/drafts/${planId}`, "/allocations/drafts/none", "not-found", "bureau");
  await scene.reads(`/allocations/drafts/${planId}/lines`, "/allocations/drafts/none/lines", "not-found", "bureau");
  await scene.reads("/allocations", "/allocations?limit=0", "validation-failed", "mill");
  await scene.reads(`/allocations/${planId}.${scene.site("mill")}`, "/allocations/none.none", "not-found", "mill");
}
