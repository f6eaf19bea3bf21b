import type { Call } from "../../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../../shared/members/scope.ts";
import type { allowancesEndpoints } from "../contract.ts";
import type { AllocationPorts } from "../ports.ts";
import { allowanceInFull, allowanceLineView, areasOfAllocation } from "../views.ts";
import { allocationAt } from "./allocation-of-bureau.ts";

/** Lists the caller's allocations, newest first. */
export async function listAllowances({ own }: AllocationPorts, { caller, query }: Call<typeof allowancesEndpoints.listAllowances>) {
  const { items, ...rest } = await own.allowancesOf(caller.partyId, query);
  return accept({ response: { items: items.map(allowanceLineView), ...rest } });
}

/** Reads an allocation: an entity its own once it is published, authorities those of their area. */
export async function readAllowance({ own }: AllocationPorts, { caller, params }: Call<typeof allowancesEndpoints.readAllowance>) {
  const found = await allocationAt(own, params.allocationId);
  if (!found) return refuse({ code: "not-found" });
  const { plan, line } = found;
  const areas = areasOfAllocation(plan, line);
  const scope = scopeOf(caller);
  const sees = scope.sees({ areas, ...(line.publishedAt !== undefined && { partyId: line.partyId }) });
  if (!sees) return refuse({ code: "not-found" });
  const { items } = await own.allowanceObjections(line);
  return accept({ response: allowanceInFull(plan, line, items) });
}
