import { gridFactors } from "../../shared/carbon/grid-factors.ts";
import { publishedFactorSets } from "../../shared/carbon/published-factor-sets.ts";
import { city } from "../../shared/kernel/areas.ts";
import { fieldsOf, list } from "../local-cloud/values.ts";
import { cloudNow, moveTo } from "./auctions.ts";
import { publishAllowances, showShortage, surrender } from "./carbon-allowances.ts";
import { type CarbonStage, carbonExample as example, settled, yearAfter } from "./carbon-example.ts";
import { fileReport, verifyReport } from "./carbon-report.ts";
import { declareDischarge, grantPermits } from "./discharge.ts";
import { join, joinFirm } from "./members.ts";
import { heading, note, table } from "./report.ts";

const bureau = "bureau";
const document = { documentNumber: "鄂州环函〔2026〕碳-1" };
const district = "420704";
const months = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, "0"));

/** Before the year: factors, the list of key entities, and the control plan, which is approved before its year begins. */
export async function prepareCarbonYear({ office, cloud, checks }: Pick<CarbonStage, "office" | "cloud" | "checks">): Promise<CarbonStage> {
  const year = String(new Date(await cloudNow(cloud)).getUTCFullYear() + 1);
  heading(`碳 Carbon, before ${year}: factors, a key entity, its control plan`);
  await join(office, { as: "echeng", name: "鄂城区生态环境分局", creditCode: "11420704MB0000035L", type: "district", area: district });
  const verifierId = await join(office, { as: "checker", name: "湖北核查有限公司", creditCode: "91420700MA0000074H", type: "verifier" });
  const named = { name: "武汉认证有限公司", creditCode: "91420700MA0000082C" };
  const adviser = { ...named, partyId: await join(office, { as: "auditor", ...named, type: "verifier" }) };
  const foundry = await joinFirm(office, "foundry", district);
  const stage = { office, cloud, checks, foundry, year, verifierId, adviser };
  await publishFactors(stage);
  const entity = { ...example.entity, ...document };
  await office.ask({ as: bureau, method: "PUT", path: `/carbon/entities/${foundry.partyId}/years/${year}`, body: entity });
  const path = `/carbon/control-plans/${foundry.partyId}/${year}`;
  const filed = await office.ask({ as: foundry.persona, method: "PUT", path, body: { activities: example.controlPlan } });
  checks.equal(`the control plan of ${year} is late`, filed.late, "false");
  const decision = { planVersion: filed.planVersion, decision: "approved", reason: "计划完整" };
  const { state } = await office.ask({ as: bureau, method: "POST", path: `${path}/decision`, body: decision });
  checks.equal("the bureau decides, and it is", state, "approved");
  return stage;
}

/**
 * A year of a foundry in the national market: months, of which one is missed, a report with a wrong cell, verification, allocation, a shortage,
 * and surrender; and a discharge beyond its permits.
 */
export async function holdCarbonYear(stage: CarbonStage): Promise<void> {
  const { cloud, year } = stage;
  heading(`碳 Carbon, after ${year}: months, report, verification, allocation, surrender`);
  await moveTo(cloud, Math.max((await cloudNow(cloud)) + 1_000, Date.parse(`${yearAfter(year)}-02-10T02:00:00.000Z`)));
  await storeMonths(stage);
  await publishAllowances(stage);
  await fileReport(stage);
  await verifyReport(stage);
  await grantPermits(stage);
  await moveTo(cloud, Date.parse(`${yearAfter(year)}-12-01T02:00:00.000Z`));
  await showShortage(stage);
  await surrender(stage);
  await declareDischarge(stage);
}

/** The factors of the guideline and of electricity, each published by two persons. */
async function publishFactors({ office, checks, year }: CarbonStage): Promise<void> {
  const put = (name: string, body: object) =>
    office.ask({
      as: bureau,
      method: "PUT",
      path: `/carbon/factor-sets/${name}`,
      body: { ...body, area: city, grid: "national", ...document },
    });
  const set = publishedFactorSets.find(({ factorSetId }) => factorSetId === "inventory-2025");
  const grid = gridFactors.find(({ gridFactorId }) => gridFactorId === example.gridFactorId);
  if (!set || !grid) throw new Error("no such factors");
  const { factorSetId, ...content } = set;
  await put(factorSetId, content);
  const { gridFactorId, fromYear: validFromYear, tco2PerMwh, source } = grid;
  const published = await put(gridFactorId, { tco2PerMwh, validFromYear, title: source, source });
  checks.equal(`electricity of ${year} in tCO2/MWh, published by two persons`, published.tco2PerMwh, tco2PerMwh);
}

/** Eleven months are stored, late; the twelfth keeps the conservative values of the plan. The district and the city check one. */
async function storeMonths(stage: CarbonStage): Promise<void> {
  const { office, checks, foundry, year } = stage;
  const { missed, usual, december } = example.months;
  const at = (month: string) => `/carbon/months/${foundry.partyId}/${year}/${month}`;
  for (const month of months.filter((each) => each !== missed)) {
    const amounts = month === "12" ? december : usual;
    const values = example.controlPlan.map(({ activity, unit, meter }) => ({
      ...{ activity, unit, meter, amount: amounts[activity], attachments: [] },
      ...{ calibratedOn: `${Number(year) - 1}-12-10`, samplingRecord: `${year}-${month}` },
    }));
    await office.ask({ as: foundry.persona, method: "PUT", path: at(month), body: { values, reason: "补充存证" } });
  }
  let state: unknown;
  for (const as of ["echeng", bureau]) {
    const { version } = await office.ask({ as, method: "GET", path: at("01") });
    ({ state } = await office.ask({ as, method: "POST", path: `${at("01")}/check`, body: { version, decision: "passed" } }));
  }
  await settled(stage);
  const { items } = await office.ask({ as: foundry.persona, method: "GET", path: "/carbon/months?limit=100" });
  const rows = list(items)
    .map(fieldsOf)
    .toSorted((one, other) => (String(one.month) < String(other.month) ? -1 : 1))
    .map((each) => [String(each.month), String(each.state), ...list(each.values).map((value) => String(fieldsOf(value).amount))]);
  table(["month", "state", "coke t", "electricity MWh"], rows);
  checks.equal("January, checked by district and city, is", state, "city-checked");
  const { state: ofMissed, values } = await office.ask({ as: foundry.persona, method: "GET", path: at(missed) });
  const conservative = list(values).map((value) => String(fieldsOf(value).amount));
  checks.equal(`month ${missed}, never stored, is`, ofMissed, "missed");
  checks.equal("and takes the plan's conservative values", conservative.join(" "), Object.values(example.conservative).join(" "));
  note("eleven months were stored after their deadline, and say so");
}
