import type { Call } from "../../../shared/http/api-handler.ts";
import { formatFen } from "../../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import type { ScopedCaller } from "../../../shared/members/scope.ts";
import { answersForPledge } from "../pledges/pledge-areas.ts";
import type { coverageEndpoints } from "./contract.ts";
import type { CoverageReads } from "./ports.ts";
import { statementOf } from "./statement.ts";
import type { CoverageRow } from "./store.ts";
import { coverageView } from "./views.ts";

type Endpoints = typeof coverageEndpoints;

/** Reads the coverage of a pledge. */
export async function readPledgeCoverage({ own }: CoverageReads, { caller, params }: Call<Endpoints["readPledgeCoverage"]>) {
  const row = await own.coverage(params.pledgeId);
  return row && sees(caller, row) ? accept({ response: coverageView(row) }) : refuse({ code: "not-found" });
}

/** Lists everything that a coverage was. */
export async function listPledgeCoverageHistory(
  { own }: CoverageReads,
  { caller, params, query }: Call<Endpoints["listPledgeCoverageHistory"]>,
) {
  const row = await own.coverage(params.pledgeId);
  if (!row || !sees(caller, row)) return refuse({ code: "not-found" });
  const { items, ...rest } = await own.coverageHistory(params.pledgeId, query);
  return accept({ response: { items: items.map(coverageView), ...rest } });
}

/** Lists the coverage of a bank's pledges. */
export async function listPledgeCoverage({ own }: CoverageReads, { caller, query }: Call<Endpoints["listPledgeCoverage"]>) {
  const { state, ...request } = query;
  const { items, ...rest } = await own.coveragesOfBank(caller.partyId, state, request);
  return accept({ response: { items: items.map(coverageView), ...rest } });
}

/** Reads what a bank has in each state. */
export async function readPledgeCoverageTotals({ own }: CoverageReads, { caller }: Call<Endpoints["readPledgeCoverageTotals"]>) {
  const totals = await own.coverageTotals(caller.partyId);
  const items = totals.map((each) => ({ ...each, securedCny: formatFen(each.securedCny), leftCny: formatFen(each.leftCny) }));
  return accept({ response: { items } });
}

/** Lists the statements of a pledge: they follow from its versions. */
export async function listPledgeStatements({ own }: CoverageReads, { caller, params, query }: Call<Endpoints["listPledgeStatements"]>) {
  const pledge = await own.pledge(params.pledgeId);
  const concerned = [pledge?.bank.partyId, pledge?.pledgor.partyId, pledge?.debtor.partyId];
  if (!concerned.includes(caller.partyId)) return refuse({ code: "not-found" });
  const { items, ...rest } = await own.pledgeVersions(params.pledgeId, query);
  return accept({ response: { items: await Promise.all(items.map((version) => statementOf(own, version))), ...rest } });
}

/** The bank, the pledgor and the authorities that answer for the pledge; no other bank, whatever it has on the same slices. */
function sees(caller: ScopedCaller, row: CoverageRow): boolean {
  return [row.bankId, row.pledgorId].includes(caller.partyId) || answersForPledge(caller, row);
}
