import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { pageInScope, scopeOf } from "../../../shared/members/scope.ts";
import type { complianceEndpoints } from "../contract.ts";
import type { CompliancePorts } from "../ports.ts";
import { declarationView } from "./views.ts";

/** Reads a version of a declaration; a draft is for its member only. */
export async function readDeclaration({ own }: CompliancePorts, { caller, params }: Call<typeof complianceEndpoints.readDeclaration>) {
  const found = await own.declaration(params.declarationId);
  if (!found) return refuse({ code: "not-found" });
  const seen = found.partyId === caller.partyId || (found.state !== "draft" && scopeOf(caller).answersFor(found.area));
  return seen ? accept({ response: declarationView(found) }) : refuse({ code: "not-found" });
}

/** Lists versions: a member's own, or those of an area in one state, drafts left out. */
export async function listDeclarations({ own }: CompliancePorts, { caller, query }: Call<typeof complianceEndpoints.listDeclarations>) {
  const { state, area, ...request } = query;
  const scope = scopeOf(caller);
  if (scope.area === undefined) {
    const { items, ...rest } = await own.declarationsOf(caller.partyId, request);
    return accept({ response: { items: items.map(declarationView), ...rest } });
  }
  const page = await pageInScope(scope, { ...request, area }, async (of, each) =>
    state === "draft" ? { items: [] } : own.declarationsIn(of, state, each),
  );
  if (!page.ok) return page;
  const { items, ...rest } = page.value;
  return accept({ response: { items: items.map(declarationView), ...rest } });
}
