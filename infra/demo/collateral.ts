import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dayOf, plusDays } from "../../shared/kernel/calendar.ts";
import { type Fields, fieldsOf, list } from "../local-cloud/values.ts";
import { cloudNow, type DemoCloud, moveTo } from "./auctions.ts";
import type { Firm } from "./members.ts";
import type { Office } from "./office.ts";
import { type Checks, heading, note, table } from "./report.ts";
import { type demoTerm, poolOfDemo } from "./session.ts";

/** What the act shows and what its figures are, with how they come about by hand. */
interface CollateralExample {
  readonly pollutant: string;
  readonly pledgedTonnes: string;
  readonly addedTonnes: string;
  readonly prices: { readonly first: string; readonly fallen: string };
  readonly appraisedCny: string;
  readonly appraisedWithAddedCny: string;
  readonly amountCny: string;
  readonly coverage: Stages;
  readonly values: Stages;
  readonly states: Stages;
  readonly stress: { readonly fallPercent: string; readonly coverage: string };
  readonly thresholds: object;
}
type Stages = Readonly<Record<"first" | "fallen" | "cured", string>>;
const example = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../docs/examples/collateral-mill.json"), "utf8"),
) as CollateralExample;

/** What the act works on. */
interface CollateralStage {
  readonly office: Office;
  readonly cloud: DemoCloud;
  readonly checks: Checks;
  readonly term: ReturnType<typeof demoTerm>;
  readonly firm: Firm;
}

const bank = "bank";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const documents = { contractSha256: sha256("质押合同"), consentSha256: sha256("出质同意书") };

/**
 * A bank searches the register and finds nothing, registers a pledge of permits, lends, sees its coverage fall with a published price, is given
 * more, and takes a certificate, which verifies offline until a digit of it is altered.
 */
export async function holdPledge(stage: CollateralStage): Promise<void> {
  const { office, checks, firm, term } = stage;
  heading("质押 Collateral: search, pledge, falling prices, more collateral, certificate");
  const instrument = `permit/${example.pollutant}/${poolOfDemo(example.pollutant)}/${term.firstMonth}/${term.lastMonth}`;
  const position = { account: `site:${firm.siteId}`, instrument };
  const today = dayOf(new Date(await cloudNow(stage.cloud)).toISOString());
  const lastYear = String(Number(today.slice(0, 4)) - 1);
  await publish(stage, lastYear, `${lastYear}-12-31`, example.prices.first);
  const before = await search(office, firm);
  checks.equal("the bank searches by credit code and finds assets with something on them", list(before.items).length, "0");

  await readUnderConsent(stage, today);
  const pledgeId = await register(stage, position, today);
  await reads(stage, pledgeId, "first", "registered, filed and lent");
  const stressed = await office.ask({
    ...{ as: bank, method: "GET" },
    path: `/collateral/coverage/stress?fallPercent=${example.stress.fallPercent}`,
  });
  const [line] = list(stressed.items).map(fieldsOf);
  checks.equal(`if prices fall by ${example.stress.fallPercent} %, the coverage is`, line?.stressedRatio, example.stress.coverage);

  await publish(stage, today.slice(0, 7), today, example.prices.fallen);
  await reads(stage, pledgeId, "fallen", `${example.prices.fallen} CNY/t is published`);
  await noticed(stage);
  await add(stage, pledgeId, position, today);
  await reads(stage, pledgeId, "cured", `${example.addedTonnes} t are added`);
  await certify(stage);
}

/** A baseline price, published by two persons of the exchange. */
async function publish({ office, checks }: CollateralStage, period: string, effectiveOn: string, priceCny: string): Promise<void> {
  const item = `permit/${example.pollutant}/${poolOfDemo(example.pollutant)}`;
  const body = { item, area: "420700", period, effectiveOn, priceCny, documentNumber: `鄂州价〔${effectiveOn.slice(0, 4)}〕1号` };
  const published = await office.ask({ as: "operator", method: "POST", path: "/valuation/baseline-prices", body });
  checks.equal(`baseline price of ${item} for ${period}, in CNY/t`, published.priceCny, priceCny);
}

function search(office: Office, { creditCode }: Firm): Promise<Fields> {
  return office.ask({ as: bank, method: "GET", path: `/collateral/search?by=creditCode&value=${creditCode}` });
}

/** The firm lets the bank read what it can pledge; the bank reads, and the firm sees that it did. */
async function readUnderConsent({ office, checks, firm }: CollateralStage, today: string): Promise<void> {
  const { creditCode } = await office.ask({ as: bank, method: "GET", path: "/parties/own" });
  const body = {
    ...{ bankCode: creditCode, kinds: ["balances", "values"], classes: ["permit"], siteIds: [firm.siteId] },
    ...{ from: today, until: plusDays(today, 30), purpose: "贷款审查" },
  };
  const { consentId } = await office.ask({ as: firm.persona, method: "POST", path: "/collateral/consents", body });
  const asked = new URLSearchParams({ purpose: "贷款审查", stressPercent: example.stress.fallPercent });
  const read = await office.ask({ as: bank, method: "GET", path: `/collateral/consents/${String(consentId)}/positions?${asked}` });
  const rows = list(read.items)
    .map(fieldsOf)
    .map(({ instrument, ...each }) => ({ instrument, balances: fieldsOf(each.balances), values: fieldsOf(each.values) }))
    .map(({ instrument, balances, values }) => [instrument, balances.free, balances.monthsLeft, values.valueCny ?? "-"].map(String));
  table(["instrument", "free t", "months", "value CNY"], rows);
  const { items } = await office.ask({ as: firm.persona, method: "GET", path: "/collateral/own/readings" });
  checks.equal(`${firm.name} sees that it was read`, String(list(items).length > 0), "true");
}

/** Drafted, confirmed, registered and held, filed, and only then lent. */
async function register(stage: CollateralStage, position: object, today: string): Promise<string> {
  const { office, checks, firm } = stage;
  const [from, until] = [today, `${Number(today.slice(0, 4)) + 3}-06-30`];
  const draft = {
    ...{ pledgorId: firm.partyId, amountKind: "principal", amountCny: example.amountCny, currency: "CNY" },
    ...{ contractNumber: "绿贷-1", contractDate: today, ...documents, from, until },
    ...{ parts: [{ ...position, quantity: example.pledgedTonnes }], thresholds: example.thresholds },
    ...{ appraisedCny: example.appraisedCny, appraisedOn: today },
  };
  const { pledgeId } = await office.ask({ as: bank, method: "POST", path: "/collateral/pledges", body: draft });
  const path = `/collateral/pledges/${String(pledgeId)}`;
  const step = (as: string, name: string, body: object = {}) => office.ask({ as, method: "POST", path: `${path}/${name}`, body });
  const refused = await office.send({ as: bank, method: "POST", path: `${path}/registration`, body: {} });
  checks.equal("before the pledgor confirms, its registration is refused with", refused.body.type, "/problems/not-confirmed");
  await step(firm.persona, "confirmation");
  const registered = await step(bank, "registration");
  note(`registered as ${String(fieldsOf(registered.registered).number)}: ${example.pledgedTonnes} t are held`);
  const owner = await office.ask({ as: bank, method: "GET", path: "/parties/own" });
  await step(bank, "filings", {
    ...{ number: "12345678000100200300", at: fieldsOf(registered.registered).at, until, proofSha256: sha256("登记证明") },
    ...{ amountCny: example.amountCny, bankCreditCode: owner.creditCode, pledgorCreditCode: firm.creditCode, pledgorName: firm.name },
  });
  const lent = await step(bank, "disbursements", { amountCny: example.amountCny, disbursedOn: today, loanNumber: "绿贷-1" });
  checks.equal("registered, filed with the unified registry, and then", lent.state, "disbursed");
  return String(pledgeId);
}

/** What the coverage is, once the stream has brought it. */
async function reads(stage: CollateralStage, pledgeId: string, at: keyof Stages, because: string): Promise<void> {
  const { office, checks, cloud } = stage;
  await moveTo(cloud, (await cloudNow(cloud)) + 1_000);
  const coverage = await office.ask({ as: bank, method: "GET", path: `/collateral/pledges/${pledgeId}/coverage` });
  checks.equal(`${because}: value in CNY`, coverage.leftCny, example.values[at]);
  checks.equal("coverage", coverage.ratio, example.coverage[at]);
  checks.equal("which is", coverage.state, example.states[at]);
}

/** Bank and pledgor are told of the margin call once. */
async function noticed({ office, checks, firm }: CollateralStage): Promise<void> {
  for (const as of [bank, firm.persona]) {
    const { items } = await office.ask({ as, method: "GET", path: "/notices?limit=100" });
    const calls = list(items)
      .map(fieldsOf)
      .filter(({ factType }) => factType === "coverage-crossed");
    checks.equal(`notices of the margin call to ${as}`, calls.length, "1");
  }
}

/** The bank proposes more collateral, the firm agrees, and it ranks from its own registration. */
async function add({ office, firm }: CollateralStage, pledgeId: string, position: object, today: string): Promise<void> {
  const addition = {
    parts: [{ ...position, quantity: example.addedTonnes }],
    ...{ appraisedCny: example.appraisedWithAddedCny, appraisedOn: today },
  };
  const body = { addition, documentSha256: sha256("追加质押协议"), reason: "追加质押" };
  const { changeId } = await office.ask({ as: bank, method: "POST", path: `/collateral/pledges/${pledgeId}/changes`, body });
  await office.ask({ as: firm.persona, method: "POST", path: `/collateral/pledge-changes/${String(changeId)}/agreement`, body: {} });
}

/** A certificate of a search: checked in public, verified offline, and not any more once a digit is altered. */
async function certify({ office, checks, firm }: CollateralStage): Promise<void> {
  const body = { by: "creditCode", value: firm.creditCode };
  const certificate = await office.ask({ as: bank, method: "POST", path: "/collateral/certificates", body });
  const { number, contentSha256 } = certificate;
  const checked = await office.ask({
    method: "GET",
    path: `/collateral/certificates/${String(number)}/check?contentSha256=${String(contentSha256)}`,
  });
  checks.equal(
    `certificate ${String(number)} is genuine and current, says the public check`,
    `${checked.genuine} ${checked.current}`,
    "true true",
  );
  const folder = mkdtempSync(join(tmpdir(), "certificate-"));
  try {
    const text = JSON.stringify(certificate);
    checks.equal("ecovalue verify, offline, answers with", verify(folder, text), "0");
    const altered = text.replace(`"quantity":"${example.pledgedTonnes}"`, `"quantity":"${Number(example.pledgedTonnes) - 1}"`);
    checks.equal("and with one digit altered", altered === text ? "nothing altered" : verify(folder, altered), "3");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Exit code of the command line on a certificate. */
function verify(folder: string, text: string): string {
  const file = join(folder, "certificate.json");
  writeFileSync(file, text);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, "../../bin/ecovalue.ts"), "verify", file]);
  return String(status);
}
