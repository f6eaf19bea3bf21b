import { type ContextPlay, document, type Scene } from "../../../support/play.ts";

const reason = { reason: "as planned" };
const readers = ["bureau", "echeng", "operator"];

/** Plans of two years for the drug maker, an entrant that closes, an objection, a carry-over and a statement. */
export const allowancesPlay: ContextPlay["play"] = async (scene) => {
  // The first vintage ends while the play goes on, so that its end is told and its rest retired.
  const lastMonth = scene.month(2);
  const year = Number(lastMonth.slice(0, 4)) - 1;
  const entity = { market: "hubei", sector: "paper", generates: false, ...document };
  const listings = [
    ["pharma", year],
    ["pharma", year + 1],
    ["mill", year + 1],
    ["steel", year],
  ] as const;
  for (const [persona, of] of listings) {
    const path = `/carbon/entities/${scene.party(persona)}/years/${of}`;
    // The steelworks may be listed for the year already, to report.
    if ((await scene.client.send({ as: "bureau", method: "GET", path })).status === 404)
      await scene.client.ask({ as: "bureau", method: "PUT", path, body: entity });
  }
  const planId = await planOf(scene, year, { lastMonth, surrenderBy: `${lastMonth}-10` });
  const carryOver = { fromVintage: String(year), share: "0.1", plusTonnes: "0", until: `${year + 2}-06-30` };
  // The mill has some to surrender, which outlast the play.
  const nextId = await planOf(scene, year + 1, { carryOver }, ["mill"]);
  await allocations(scene, planId);
  await carryOn(scene, nextId, `allowance/hubei/${year}/${lastMonth}`);
  await statements(scene);
};

/** A plan in force with the drug maker, and others. */
async function planOf(scene: Scene, year: number, more: object = {}, others: readonly string[] = []): Promise<string> {
  const { ask, refused } = scene.client;
  const draft = (change: object = {}) => {
    const sectors = [{ sector: "paper", historic: { sectorCoefficient: "0.97", marketFactor: "0.9883" } }];
    const total = { totalTonnes: "100000", reserveTonnes: "20000", sectors };
    const terms = { lastMonth: `${year + 1}-12`, surrenderBy: `${year + 1}-11-30`, ...total, ...more, ...change };
    const body = { market: "hubei", year: String(year), title: `Allowances of ${year}`, ...document, ...terms };
    return { as: "bureau", method: "POST", path: "/carbon/allowance-plans", body } as const;
  };
  await refused("plan-terms-invalid", draft({ reserveTonnes: "100000" }));
  const planId = String((await ask(draft())).planId);
  const path = `/carbon/allowance-plans/${planId}`;
  const lineOf = (persona: string, baseTonnes: string) => {
    return { partyId: scene.party(persona), historic: { baseTonnes, productionDays: 300 }, ...document };
  };
  const line = lineOf("pharma", "60000");
  const put = (lines: readonly object[]) => ({ as: "bureau", method: "PUT", path: `${path}/lines`, body: { lines } }) as const;
  await refused("allowance-lines-refused", put([line, line]));
  await ask(put([line, ...others.map((persona) => lineOf(persona, "10000"))]));
  const decide = (decision: string) => ({ as: "bureau", method: "POST", path: `${path}/decision`, body: { decision, ...reason } }) as const;
  await refused("wrong-state", decide("publish"));
  await scene.requests(() => decide("approve"));
  await ask(decide("publish"));
  await scene.stage.untilIdle();
  await ask(decide("pre-allocate"));
  await scene.stage.untilIdle();
  const { state } = await ask({ as: "bureau", method: "GET", path });
  if (state !== "in-force") throw new Error(`the plan ${planId} is ${String(state)} after its pages`);
  await refused("wrong-state", draft());
  for (const as of ["pharma", ...readers]) {
    await scene.reads(path, "/carbon/allowance-plans/none", "not-found", as);
    await scene.reads("/carbon/allowance-plans", "/carbon/allowance-plans?limit=0", "validation-failed", as);
  }
  // The plan is of the whole city: a district may not read its lines.
  for (const as of ["bureau", "operator"]) await scene.reads(`${path}/lines`, "/carbon/allowance-plans/none/lines", "not-found", as);
  return planId;
}

/** An objection of the drug maker, and the entrance and closure of the steelworks. */
async function allocations(scene: Scene, planId: string): Promise<void> {
  const { ask, refused } = scene.client;
  const [maker, steel] = [scene.party("pharma"), scene.party("steel")];
  const path = `/carbon/allowances/${planId}.${maker}`;
  const objecting = { as: "pharma", method: "POST", path: `${path}/objections`, body: { grounds: "it ran longer" } } as const;
  await ask(objecting);
  await refused("objection-open", objecting);
  const answer = (historic: object) =>
    ({ as: "bureau", method: "POST", path: `${path}/objections/1/answer`, body: { upheld: true, ...reason, ...historic } }) as const;
  await refused("basis-not-wanted", answer({}));
  await ask(answer({ historic: { baseTonnes: "60000", productionDays: 310 } }));
  const entry = { as: "bureau", method: "POST", path: `/carbon/allowance-plans/${planId}/entrants` } as const;
  const entrant = (partyId: string) => {
    const body = { partyId, historic: { baseTonnes: "10000", productionDays: 300 }, ...document, ...reason };
    return { ...entry, body } as const;
  };
  await refused("entity-in-plan", entrant(maker));
  await ask(entrant(steel));
  const allocating = (of: string, kind: string) => {
    const body = { kind, productionDays: 100, ...document, ...reason };
    return { as: "bureau", method: "POST", path: `/carbon/allowances/${planId}.${of}/allocations`, body } as const;
  };
  await refused("report-not-accepted", allocating(maker, "final"));
  await ask(allocating(steel, "closure"));
  // What is free was taken back, and what the drug maker pledged or sold would be added.
  await ask(allocating(maker, "closure"));
  for (const as of ["pharma", ...readers]) await scene.reads(path, `/carbon/allowances/${planId}.none`, "not-found", as);
  await scene.reads("/carbon/allowances", "/carbon/allowances?limit=0", "validation-failed", "pharma");
}

/** The drug maker keeps some of its allowances for the year after. */
async function carryOn(scene: Scene, nextId: string, instrument: string): Promise<void> {
  const path = `/carbon/allowances/${nextId}.${scene.party("pharma")}/carry-overs`;
  const carrying = (tonnes: string) => ({ as: "pharma", method: "POST", path, body: { instrument, tonnes } }) as const;
  await scene.client.refused("carry-over-exceeded", carrying("99999"));
  await scene.client.ask(carrying("100"));
  // Frozen ones end with their vintage as well.
  const body = { instrument, tonnes: "5", ...document, ...reason };
  await scene.client.ask({ as: "bureau", method: "POST", path: `/carbon/allowances/of/${scene.party("pharma")}/freezes`, body });
}

/** What the national registry says of the drug maker. */
async function statements(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const statedOn = scene.at(0).slice(0, 10);
  const body = { market: "national", registry: "CCER", statedOn, ...document, balances: [{ vintage: "2024", tonnes: "5" }] };
  const recording = { as: "pharma", method: "POST", path: "/carbon/statements", body } as const;
  const { statementId } = await ask(recording);
  await refused("statement-recorded", recording);
  const path = `/carbon/statements/${String(statementId)}`;
  const decide = (applied: boolean) =>
    ({ as: "bureau", method: "POST", path: `${path}/differences/2024`, body: { applied, ...reason } }) as const;
  await refused("statement-still-differs", decide(true));
  await ask(decide(false));
  for (const as of ["pharma", ...readers]) {
    await scene.reads(path, "/carbon/statements/none", "not-found", as);
    await scene.reads("/carbon/statements", "/carbon/statements?limit=0", "validation-failed", as);
  }
}
