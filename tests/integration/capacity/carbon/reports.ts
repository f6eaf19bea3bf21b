import { runDeadlines } from "../../../../functions/carbon/deadlines/deadlines.ts";
import { reportPorts } from "../../../../functions/carbon/reports/ports.ts";
import { sha256 } from "../../../../shared/kernel/ids.ts";
import type { CapacityRows } from "../../../support/capacity.ts";
import { givenFactors } from "../../../support/carbon-factors.ts";
import { givenMember } from "../../../support/members.ts";

const document = { documentNumber: "EZ-1" };
const values = {
  lines: [
    { kind: "bituminous-coal", amount: "9000", unit: "t" },
    { kind: "electricity", amount: "6000", unit: "MWh" },
  ],
};
const text = "invoice";

/** A report that is drafted with a document, submitted, screened and, after verification, accepted and reopened. */
export const reportsCapacity: CapacityRows = {
  async measure({ house, made, call, measure }) {
    const [as, partyId, bureau] = [made("person"), made("partyId"), house.regulator];
    await givenFactors(house.call, bureau);
    const path = `/carbon/entities/${partyId}/years/2025`;
    await call({ as: bureau, method: "PUT", path, body: { market: "hubei", sector: "paper", generates: false, ...document } });
    const usual = { direction: "in", sampling: "daily", measuredBy: "energy office", conservativeFactor: "1", jumpLimit: "0.3" };
    const activities = [
      { ...usual, activity: "boiler", kind: "bituminous-coal", unit: "t", meter: "S1", monthlyBasis: "750" },
      { ...usual, activity: "grid", kind: "electricity", unit: "MWh", meter: "E1", monthlyBasis: "500" },
    ];
    const plan = `/carbon/control-plans/${partyId}/2025`;
    await call({ as, method: "PUT", path: plan, body: { activities, changeReason: "put on the list afterwards" } });
    const approval = { planVersion: 1, decision: "approved", reason: "complete" };
    await call({ as: bureau, method: "POST", path: `${plan}/decision`, body: approval });
    // Nothing was stored: the months take the figures of the plan.
    await runDeadlines(reportPorts(house.granted));
    const bill = { sha256: sha256(text), bytes: text.length, contentType: "text/csv", name: "bill.csv" };
    const upload = await measure("announceEvidence", { as, method: "POST", path: "/carbon/evidence", body: bill });
    await fetch(String(upload.address), { method: "PUT", headers: upload.headers as Record<string, string>, body: text });
    const reportId = `${partyId}.2025`;
    const report = `/carbon/reports/${reportId}`;
    const evidence = [{ sha256: bill.sha256, what: "bill" }];
    const drafted = await measure("draftReport", { as, method: "PUT", path: report, body: { values: { ...values, evidence } } });
    await measure("submitReport", { as, method: "POST", path: `${report}/submission` });
    const { subject } = await givenMember(house.engine, { role: "district", area: String(drafted.area) });
    await measure("screenReport", { as: subject, method: "POST", path: `${report}/screening`, body: { passed: true } });
    return { reportId };
  },
  above: {
    draftReport: { units: 4, because: "values and figures of every line pass a kilobyte" },
    submitReport: { units: 4, because: "values and figures of every line pass a kilobyte" },
    screenReport: { units: 2, because: "the answer that is kept has the values of the report" },
  },
  unmeasured: {},
};

/** What the bureau does with the report once its verification is concluded. */
export const decisionsCapacity: CapacityRows = {
  async measure({ house, made, measure }) {
    const [as, path] = [house.regulator, `/carbon/reports/${made("reportId")}`];
    await measure("decideReport", { as, method: "POST", path: `${path}/decision`, body: { accepted: true, ...document } });
    return {};
  },
  above: {
    "decideReport, approved": { units: 4, because: "the row of the report and the answer that is kept, with its values, pass a kilobyte" },
  },
  unmeasured: {},
};

/** The report is reopened, after everything that rests on it was measured. */
export const reopeningCapacity: CapacityRows = {
  async measure({ house, made, measure }) {
    const path = `/carbon/reports/${made("reportId")}/reopening`;
    await measure("reopenReport", { as: house.regulator, method: "POST", path, body: { reason: "mistake", ...document } });
    return {};
  },
  above: {
    "reopenReport, approved": { units: 4, because: "the row of the report and the answer that is kept, with its values, pass a kilobyte" },
  },
  unmeasured: {},
};
