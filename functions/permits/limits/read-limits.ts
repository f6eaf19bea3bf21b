import type { Call } from "../../../shared/http/api-handler.ts";
import { city } from "../../../shared/kernel/areas.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { pageInScope, scopeOf } from "../../../shared/members/scope.ts";
import { pageOfAreas } from "../../../shared/store/pages-in-turn.ts";
import type { permitsEndpoints } from "../contract.ts";
import type { PermitsPorts } from "../ports.ts";
import { exceptionView, targetView } from "./views.ts";

/** Reads a missed target; the state of the environment is public to members. */
export async function readAreaTarget({ own }: PermitsPorts, { params }: Call<typeof permitsEndpoints.readAreaTarget>) {
  const target = await own.areaTarget(params);
  return target ? accept({ response: targetView(target) }) : refuse({ code: "not-found" });
}

/** Lists missed targets of an area and what lies in it. */
export async function listAreaTargets({ own }: PermitsPorts, { query }: Call<typeof permitsEndpoints.listAreaTargets>) {
  const { area = city, ...request } = query;
  const { items, ...rest } = await pageOfAreas(area, request, own.areaTargetsIn);
  return accept({ response: { items: items.map(targetView), ...rest } });
}

/** Reads an exception: of an own site, or in the caller's area. */
export async function readLimitException({ own }: PermitsPorts, { caller, params }: Call<typeof permitsEndpoints.readLimitException>) {
  const exception = await own.limitException(params.exceptionId);
  if (!exception) return refuse({ code: "not-found" });
  const { area, partyId } = exception;
  const seen = scopeOf(caller).sees({ areas: [area], ...(partyId !== undefined && { partyId }) });
  return seen ? accept({ response: exceptionView(exception) }) : refuse({ code: "not-found" });
}

/** Lists exceptions: enterprises see those for their own sites, authorities those of an area in their scope. */
export async function listLimitExceptions({ own }: PermitsPorts, { caller, query }: Call<typeof permitsEndpoints.listLimitExceptions>) {
  const scope = scopeOf(caller);
  const { limit, cursor } = query;
  const page =
    scope.area === undefined
      ? accept(await own.limitExceptionsOf(caller.partyId, { limit, cursor }))
      : await pageInScope(scope, query, own.limitExceptionsIn);
  if (!page.ok) return page;
  const { items, ...rest } = page.value;
  return accept({ response: { items: items.map(exceptionView), ...rest } });
}
