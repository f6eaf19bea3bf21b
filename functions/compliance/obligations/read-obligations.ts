import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { pageInScope, type ScopedCaller, scopeOf } from "../../../shared/members/scope.ts";
import { pollutants } from "../../../shared/permits/pools.ts";
import { BadCursor } from "../../../shared/store/cursor.ts";
import type { complianceEndpoints } from "../contract.ts";
import type { CompliancePorts } from "../ports.ts";
import { historyOf } from "./history.ts";
import { inputsOf } from "./recalculate.ts";
import type { Obligation } from "./store.ts";
import { obligationIdOf, obligationNamed, yearOf } from "./subject.ts";
import { changeView, obligationView } from "./views.ts";

/** Lists obligations by year and state. */
export async function listObligations(
  { own, clock }: CompliancePorts,
  { caller, query }: Call<typeof complianceEndpoints.listObligations>,
) {
  const { area, year, state, ...request } = query;
  const ofYear = year ?? (state && yearOf(clock.now()));
  const prefix = `${ofYear === undefined ? "" : `${ofYear}#`}${state === undefined ? "" : `${state}#`}`;
  const scope = scopeOf(caller);
  if (scope.area === undefined) {
    const { items, ...rest } = await own.obligationsOf(caller.partyId, prefix, request);
    return accept({ response: { items: items.map(obligationView), ...rest } });
  }
  const page = await pageInScope(scope, { ...request, area }, (of, each) => own.obligationsIn(of, prefix, each));
  if (!page.ok) return page;
  const { items, ...rest } = page.value;
  return accept({ response: { items: items.map(obligationView), ...rest } });
}

/** Reads an obligation. */
export async function readObligation({ own }: CompliancePorts, { caller, params }: Call<typeof complianceEndpoints.readObligation>) {
  const found = await own.obligation(params.obligationId);
  return found && sees(caller, found) ? accept({ response: obligationView(found) }) : refuse({ code: "not-found" });
}

/** Lists what changed an obligation; a cursor names the change after which the page begins. */
export async function listObligationChanges(
  { own, clock }: CompliancePorts,
  { caller, params, query }: Call<typeof complianceEndpoints.listObligationChanges>,
) {
  const name = obligationNamed(params.obligationId);
  const found = name && (await own.obligation(params.obligationId));
  if (!found || !sees(caller, found)) return refuse({ code: "not-found" });
  const changes = historyOf(name, await inputsOf(own, name), clock.now()).map(changeView);
  const cursorOf = ({ occurredAt, factId = "" }: (typeof changes)[number]): string => `${occurredAt}~${factId}`;
  const after = query.cursor === undefined ? -1 : changes.findIndex((each) => cursorOf(each) === query.cursor);
  if (query.cursor !== undefined && after < 0) throw new BadCursor();
  const items = changes.slice(after + 1, after + 1 + query.limit);
  const last = items.at(-1);
  const more = last !== undefined && after + 1 + items.length < changes.length;
  return accept({ response: { items, ...(more && { nextCursor: cursorOf(last) }) } });
}

/** Reads the obligations of a site for a year: one batch, whatever else there is. */
export async function readSiteCoverage({ own }: CompliancePorts, { caller, params }: Call<typeof complianceEndpoints.readSiteCoverage>) {
  const { siteId, year } = params;
  const ids = pollutants.map(({ code }) => obligationIdOf({ subject: { kind: "discharge", siteId, pollutant: code }, year }));
  const found = await own.obligationsAt(ids);
  const seen = ids.flatMap((id) => found.filter((row) => row.obligationId === id && sees(caller, row)));
  return seen.length > 0 ? accept({ response: { items: seen.map(obligationView) } }) : refuse({ code: "not-found" });
}

function sees(caller: ScopedCaller, { partyId, area }: Pick<Obligation, "partyId" | "area">): boolean {
  return scopeOf(caller).sees({ partyId, areas: [area] });
}
