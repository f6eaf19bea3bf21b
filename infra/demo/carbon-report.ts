import { fieldsOf, list } from "../local-cloud/values.ts";
import { type CarbonStage, carbonExample as example, reportIdOf, settled } from "./carbon-example.ts";
import { filledWorkbook } from "./filled-workbook.ts";
import { note, table } from "./report.ts";

const document = { documentNumber: "鄂州环函〔2026〕碳-3" };
const bureau = "bureau";

/** The annual report as a filled-in template: refused for a wrong cell, taken when it is right, submitted, and passed on by the district. */
export async function fileReport(stage: CarbonStage): Promise<void> {
  const { office, checks, foundry, adviser } = stage;
  const path = `/carbon/reports/${reportIdOf(stage)}`;
  const template = await office.download("/carbon/templates/report.xlsx");
  const { rows, wrong } = example.sheet;
  const mistyped = rows.map((cells, index) => (index + 2 === wrong.row ? cells.with(amountColumn, wrong.typed) : cells));
  const upload = (sheet: readonly (readonly string[])[]) =>
    ({ as: foundry.persona, method: "POST", path: `${path}/sheet`, body: { sheet: { file: filledWorkbook(template, sheet) } } }) as const;
  const refused = await office.send(upload(mistyped));
  const faults = list(refused.body.cellErrors).map(fieldsOf);
  table(
    ["sheet", "row", "column", "stands there", "expected"],
    faults.map(({ sheet, row, column, found, expected }) => [
      ...[String(sheet), String(row), String(column), String(found), String(fieldsOf(expected).en)],
    ]),
  );
  checks.equal("a sheet with a wrong cell is refused with", refused.body.type, "/problems/sheet-has-errors");
  const [{ sheet, row, column, found } = fieldsOf(undefined)] = faults;
  const places = (...each: readonly unknown[]) => each.map(String).join(" ");
  checks.equal(
    "the one wrong cell",
    places(faults.length, sheet, row, column, found),
    places(1, "report", wrong.row, wrong.column, wrong.typed),
  );
  checks.equal("and nothing is stored", (await office.send({ as: foundry.persona, method: "GET", path })).status, "404");
  const drafted = await office.ask(upload(rows));
  checks.equal("corrected, its standard coal in tce", fieldsOf(drafted.computed).tce, example.report.tce);
  checks.equal("its emissions in tCO2", fieldsOf(drafted.computed).tco2, example.report.tco2);
  checks.equal("it reaches the threshold of 4,000 tce", fieldsOf(drafted.computed).mustReport, "true");
  const { name, creditCode } = adviser;
  const values = { ...fieldsOf(drafted.values), preparedBy: [{ name, creditCode }] };
  await office.ask({ as: foundry.persona, method: "PUT", path, body: { values } });
  note(`${name} helped to prepare it, and the report says so`);
  await office.ask({ as: foundry.persona, method: "POST", path: `${path}/submission` });
  const { state } = await office.ask({ as: "echeng", method: "POST", path: `${path}/screening`, body: { passed: true } });
  checks.equal("submitted, and passed on by the district, it is", state, "screened");
}

/** Column of the amount in the template. */
const amountColumn = 3;

/** A tied verifier is refused; another one asks, is answered, and concludes; the foundry agrees, and two regulators accept. */
export async function verifyReport(stage: CarbonStage): Promise<void> {
  const { office, checks, foundry, verifierId, adviser } = stage;
  const at = `/carbon/verifications/${reportIdOf(stage)}`;
  const assignTo = (partyId: string) =>
    ({ as: bureau, method: "PUT", path: `${at}/verifier`, body: { verifierId: partyId, ...document } }) as const;
  const entered = await office.send(assignTo(adviser.partyId));
  // What one person enters another approves: it is refused, at the latest then.
  const tied =
    entered.status === 202
      ? await office.send({ as: `${bureau}-second`, method: "POST", path: `${String(entered.body.address)}/approval` })
      : entered;
  note(`refused: ${String(tied.body.detail)}`);
  checks.equal("who helped to prepare a report doesn't verify it", tied.body.type, "/problems/verifier-tied");
  const assigned = await office.ask(assignTo(verifierId));
  checks.equal("another verifier is", assigned.state, "assigned");
  const { answer, ...finding } = example.finding;
  const as = "checker";
  await office.ask({ as, method: "POST", path: `${at}/beginning` });
  const raised = await office.ask({ as, method: "POST", path: `${at}/findings`, body: finding });
  const [round] = list(fieldsOf(list(raised.findings)[0]).rounds).map(fieldsOf);
  note(`non-conformity 1: ${finding.found}; to be answered by ${String(round?.answerBy)}`);
  checks.equal("with an open non-conformity it is", raised.state, "non-conformity");
  await office.ask({ as: foundry.persona, method: "POST", path: `${at}/findings/1/answer`, body: { text: answer } });
  const closed = { closed: true, text: "单据相符" };
  const { state } = await office.ask({ as, method: "POST", path: `${at}/findings/1/closing`, body: closed });
  checks.equal("answered and closed, it is again", state, "verifying");
  const concluded = await office.ask({ as, method: "POST", path: `${at}/conclusion`, body: { opinion: "报告可靠", changes: [] } });
  checks.equal("verified emissions in tCO2", fieldsOf(concluded.conclusion).verifiedTco2, example.report.tco2);
  await office.ask({ as: foundry.persona, method: "POST", path: `${at}/response`, body: { agreed: true } });
  const decision = { accepted: true, ...document };
  const accepted = await office.ask({ as: bureau, method: "POST", path: `/carbon/reports/${reportIdOf(stage)}/decision`, body: decision });
  checks.equal("by two regulators the report is", accepted.state, "accepted");
  await settled(stage);
}
