import { createHash } from "node:crypto";
import { decimal } from "../../shared/kernel/decimal.ts";
import { fieldsOf, list } from "../local-cloud/values.ts";
import { cloudNow, moveTo } from "./auctions.ts";
import { type CarbonStage, carbonExample, settled, yearAfter } from "./carbon-example.ts";
import { fund } from "./members.ts";
import { note } from "./report.ts";

const { discharge: example } = carbonExample;
const bureau = "bureau";
const day = 24 * 60 * 60_000;

/** Permits from July on, at the rates of the allocation, paid at once and recorded in the licence. */
export async function grantPermits(stage: CarbonStage): Promise<void> {
  const { office, cloud, checks, foundry, year } = stage;
  const { pollutant, tonnesAYear: tonnes, years, feeCny } = example;
  const { creditCode, licenceNumber, siteId, persona } = foundry;
  const draft = {
    ...{ kind: "initial", title: "鄂城铸造排污权定额出让", documentNumber: "鄂州环函〔2026〕定-3", determinedOn: "2026-01-01" },
    ...{ firstMonth: `${yearAfter(year)}-07`, years, rateTableId: "zhuzhou-2016", instalments: 1, paymentMode: "exchange-account" },
  };
  const { planId } = await office.ask({ as: bureau, method: "POST", path: "/allocations/plans", body: draft });
  const path = `/allocations/plans/${String(planId)}`;
  const basis = { kind: "operating", since: "2012-05-01", method: "排放绩效法", documentNumber: "鄂州环函〔2026〕核-2" };
  const lines = [{ creditCode, licenceNumber, basis, amounts: [{ pollutant, tonnes }] }];
  await office.ask({ as: bureau, method: "PUT", path: `${path}/lines`, body: { lines } });
  await office.ask({ as: bureau, method: "POST", path: `${path}/publication`, body: {} });
  await moveTo(cloud, (await cloudNow(cloud)) + 8 * day);
  const decision = { approved: true, documentNumber: "鄂州环函〔2026〕定-4", reason: "公示期满，无异议" };
  await office.ask({ as: bureau, method: "POST", path: `${path}/decision`, body: decision });
  await settled(stage);
  await fund(office, foundry, { letter: "G", amount: feeCny, number: 1, now: await cloudNow(cloud) });
  await settled(stage);
  const { state, totalCny } = await office.ask({ as: persona, method: "GET", path: `/allocations/${String(planId)}.${siteId}` });
  checks.equal(`${tonnes} t a year of ${pollutant} for ${years} years at 200 CNY, in CNY`, totalCny, feeCny);
  checks.equal("paid at once, the allocation is", state, "paid-up");
  const { items } = await office.ask({ as: persona, method: "GET", path: `/permits/sites/${siteId}/holdings` });
  const { instrument } = fieldsOf(list(items)[0]);
  const record = { licenceNumber, instrument, tonnes, documentNumber: "鄂州环证〔2026〕定-3" };
  await office.ask({ as: bureau, method: "POST", path: `/licences/sites/${siteId}/records`, body: record });
}

/** A declaration beyond what the permits of half a year give. */
export async function declareDischarge(stage: CarbonStage): Promise<void> {
  const { office, checks, foundry, year } = stage;
  const { pollutant, tonnesAYear, declaredTonnes, aboveLimitTonnes } = example;
  const evidence = [{ title: "在线监测年报", sha256: createHash("sha256").update(foundry.siteId).digest("hex") }];
  const declared = { tonnes: declaredTonnes, aboveLimitTonnes, method: "automatic", evidence };
  const body = { siteId: foundry.siteId, pollutant, year: yearAfter(year), ...declared };
  const { declarationId } = await office.ask({ as: foundry.persona, method: "POST", path: "/compliance/declarations", body });
  const path = `/compliance/declarations/${String(declarationId)}`;
  await office.ask({ as: foundry.persona, method: "POST", path: `${path}/submission` });
  const decision = { accepted: true, documentNumber: "鄂州环函〔2026〕报-1" };
  const { state } = await office.ask({ as: bureau, method: "POST", path: `${path}/decision`, body: decision });
  checks.equal(
    `${declaredTonnes} t of ${pollutant} declared for ${yearAfter(year)}, ${aboveLimitTonnes} t of them on bad days, are`,
    state,
    "accepted",
  );
  await settled(stage);
  const at = `/compliance/obligations/${foundry.siteId}.${yearAfter(year)}.${pollutant}`;
  const found = await office.ask({ as: foundry.persona, method: "GET", path: at });
  checks.equal(`permits of ${tonnesAYear} t a year from July give, in t`, fixed(found.heldTonnes), example.heldTonnes);
  checks.equal(`${String(found.state)} by, in t`, fixed(found.gapTonnes), example.gapTonnes);
  const { fromCny, toCny } = fieldsOf(found.exposure);
  checks.equal("what may have to be paid, in CNY", `${String(fromCny)} to ${String(toCny)}`, `${example.fromCny} to ${example.toCny}`);
  note("a permit of a year begun in July counts six of twelve months");
}

function fixed(tonnes: unknown): string {
  return decimal(String(tonnes)).toFixed(3);
}
