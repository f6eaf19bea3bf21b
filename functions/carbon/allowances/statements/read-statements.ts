import type { Call } from "../../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { pageInScope, scopeOf } from "../../../../shared/members/scope.ts";
import type { allowancesEndpoints } from "../contract.ts";
import type { AllocationPorts } from "../ports.ts";
import { statementView } from "./views.ts";

/** Lists statements, the latest days first: an enterprise's own, or those of an authority's area. */
export async function listAllowanceStatements({ own }: AllocationPorts, call: Call<typeof allowancesEndpoints.listAllowanceStatements>) {
  const { caller, query } = call;
  const scope = scopeOf(caller);
  const { area, ...request } = query;
  const page =
    scope.area === undefined
      ? accept(await own.allowanceStatementsOf(caller.partyId, request))
      : await pageInScope(scope, query, (of, asked) => own.allowanceStatementsIn(of, asked));
  if (!page.ok) return page;
  const { items, ...rest } = page.value;
  return accept({ response: { items: items.map(statementView), ...rest } });
}

/** Reads a statement: an enterprise's own, or one of an authority's area. */
export async function readAllowanceStatement({ own }: AllocationPorts, call: Call<typeof allowancesEndpoints.readAllowanceStatement>) {
  const statement = await own.allowanceStatement(call.params.statementId);
  const sees = statement && scopeOf(call.caller).sees({ partyId: statement.partyId, areas: [statement.area] });
  return sees ? accept({ response: statementView(statement) }) : refuse({ code: "not-found" });
}
