import { decimal, plain } from "../../shared/kernel/decimal.ts";
import { type Fields, fieldsOf, list } from "../local-cloud/values.ts";
import { type CarbonStage, carbonExample as example, reportIdOf, settled, yearAfter } from "./carbon-example.ts";
import { note, table } from "./report.ts";

const bureau = "bureau";
const document = { documentNumber: "鄂州环函〔2026〕碳-2" };
const { allocation, offsets, shortage } = example;

/** The plan of the year: approved by two persons, published, and a part allocated before verification. */
export async function publishAllowances(stage: CarbonStage): Promise<void> {
  const { office, checks, foundry, year } = stage;
  const { plan } = example;
  const after = yearAfter(year);
  const draft = {
    ...{ market: example.entity.market, year, title: `${year}年度配额分配方案`, ...document, sectors: [plan.sector] },
    ...{ totalTonnes: plan.totalTonnes, reserveTonnes: plan.reserveTonnes, lastMonth: `${after}-12`, surrenderBy: `${after}-12-31` },
  };
  const { planId } = await office.ask({ as: bureau, method: "POST", path: "/carbon/allowance-plans", body: draft });
  const path = `/carbon/allowance-plans/${String(planId)}`;
  const line = { partyId: foundry.partyId, historic: plan.line, ...document };
  await office.ask({ as: bureau, method: "PUT", path: `${path}/lines`, body: { lines: [line] } });
  for (const decision of ["approve", "publish", "pre-allocate"]) {
    await office.ask({ as: bureau, method: "POST", path: `${path}/decision`, body: { decision, reason: "依省方案" } });
    await settled(stage);
  }
  const { figure, issuedTonnes, objectionsUntil } = await allocationOf(stage, String(planId));
  note(`published; objections until ${String(objectionsUntil)}`);
  checks.equal("allowances by the historic method, in t", figure, allocation.figure);
  checks.equal("issued before verification, 70 % in whole tonnes", issuedTonnes, allocation.preTonnes);
}

/** The final allocation, and what is short: found by stream, with the range that decree 775 asks for it. */
export async function showShortage(stage: CarbonStage): Promise<void> {
  const { office, checks, year, foundry } = stage;
  const required = await office.ask({ as: foundry.persona, method: "GET", path: obligationPath(stage) });
  checks.equal("to be surrendered, in whole tonnes", required.requiredTonnes, example.report.requiredTonnes);
  const planId = String(
    fieldsOf(list((await office.ask({ as: foundry.persona, method: "GET", path: "/carbon/allowances" })).items)[0]).planId,
  );
  const before = await allocationOf(stage, planId);
  const final = { kind: "final", ...document, reason: "核查报告已核准" };
  const path = `/carbon/allowances/${planId}.${foundry.partyId}/allocations`;
  const after = await office.ask({ as: bureau, method: "POST", path, body: final });
  checks.equal(
    "topped up after verification, in t",
    plain(decimal(String(after.issuedTonnes)).minus(decimal(String(before.issuedTonnes)))),
    allocation.topUpTonnes,
  );
  checks.equal("issued in all, in t", after.issuedTonnes, allocation.issuedTonnes);
  const { market } = example.entity;
  for (const { day, ...price } of example.prices) {
    const body = { market, date: `${yearAfter(year)}-${day}`, source: "exchange", ...price, documentNumber: `上海环交所日报 ${day}` };
    await office.ask({ as: "operator", method: "POST", path: "/valuation/prices", body });
  }
  await settled(stage);
  const month = `${yearAfter(year)}-11`;
  const { averageCny } = await office.ask({ method: "GET", path: `/valuation/prices/${market}/averages/${month}` });
  checks.equal(`average of ${month}, by volume, in CNY/t`, averageCny, example.averageCny);
  const short = await showCompliance(stage);
  checks.equal("compliance finds the foundry", short.state, "short");
  checks.equal("its gap in t", short.gapTonnes, shortage.gapTonnes);
  const { fromCny, toCny } = fieldsOf(short.exposure);
  checks.equal("what may have to be paid, in CNY", `${String(fromCny)} to ${String(toCny)}`, `${shortage.fromCny} to ${shortage.toCny}`);
}

/** Certified reductions beyond the limit are refused; within it, with all allowances, they meet the obligation. */
export async function surrender(stage: CarbonStage): Promise<void> {
  const { office, checks, year, foundry } = stage;
  const surrendering = (tonnes: string, offsetTonnes: string) => {
    const serials = { kind: "CCER", project: offsets.project, first: "1", last: offsetTonnes };
    const body = { year, tonnes, ...(offsetTonnes !== "0" && { offsets: [serials] }) };
    return { as: foundry.persona, method: "POST", path: "/carbon/surrenders", body } as const;
  };
  const alone = await office.send(surrendering(example.report.requiredTonnes, "0"));
  checks.equal("all of it in allowances is refused with", alone.body.type, "/problems/surrender-exceeds-free");
  const { offsetLimitTonnes } = await office.ask({ as: foundry.persona, method: "GET", path: obligationPath(stage) });
  checks.equal("certified reductions that may be used, at most, in t", offsetLimitTonnes, offsets.mostTonnes);
  const beyond = await office.send(surrendering(allocation.issuedTonnes, plain(decimal(offsets.mostTonnes).plus(1))));
  note(`refused: ${String(beyond.body.detail)}`);
  checks.equal("one more is refused with", beyond.body.type, "/problems/offset-share-exceeded");
  await office.ask(surrendering(allocation.issuedTonnes, offsets.tonnes));
  const { state, surrenderedTonnes, offsetTonnes } = await office.ask({
    ...{ as: foundry.persona, method: "GET" },
    path: obligationPath(stage),
  });
  const surrendered = [surrenderedTonnes, offsetTonnes, state].map(String).join(" ");
  checks.equal(
    "allowances and certified reductions surrendered, and its state",
    surrendered,
    `${allocation.issuedTonnes} ${offsets.tonnes} met`,
  );
  await settled(stage);
  const met = await showCompliance(stage);
  checks.equal("compliance finds it", met.state, "met");
  checks.equal("its gap in t", met.gapTonnes, "0");
  const path = `/compliance/obligations/${reportIdOf(stage)}.CO2/history`;
  const { items } = await office.ask({ as: foundry.persona, method: "GET", path });
  const changes = list(items).map(fieldsOf);
  table(
    ["what changed it", "from", "to", "gap t", "exposure CNY"],
    changes.map(({ factType, from, to }) => {
      const { state: now, gapTonnes, exposureFromCny = "" } = fieldsOf(to);
      return [String(factType), String(fieldsOf(from).state ?? ""), String(now), String(gapTonnes), String(exposureFromCny)];
    }),
  );
}

/** The obligation as compliance sees it, as a row of a table and as the API answers. */
async function showCompliance({ office, foundry, ...stage }: CarbonStage): Promise<Fields> {
  const path = `/compliance/obligations/${reportIdOf({ office, foundry, ...stage })}.CO2`;
  const found = await office.ask({ as: foundry.persona, method: "GET", path });
  const figures = [found.requiredTonnes, found.heldTonnes, found.surrenderedTonnes, found.gapTonnes, found.state];
  table(["required t", "held t", "surrendered t", "gap t", "state"], [figures.map(String)]);
  return found;
}

function obligationPath({ foundry, year }: CarbonStage): string {
  return `/carbon/obligations/${foundry.partyId}/${year}`;
}

function allocationOf({ office, foundry }: CarbonStage, planId: string): Promise<Fields> {
  return office.ask({ as: foundry.persona, method: "GET", path: `/carbon/allowances/${planId}.${foundry.partyId}` });
}
