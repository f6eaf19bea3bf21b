import type { Call } from "../../../shared/http/api-handler.ts";
import { areasWithin } from "../../../shared/kernel/areas.ts";
import { formatFen, plain } from "../../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import type { allocationsEndpoints } from "../contract.ts";
import type { LedgerPorts } from "../ports.ts";
import type { NextDue } from "./rows.ts";

/** What the caller is to pay next for each of its allocations, earliest deadline first. */
export async function listAllocationDues({ own }: LedgerPorts, { caller, query }: Call<typeof allocationsEndpoints.listAllocationDues>) {
  const { items, ...rest } = await own.duesOf(caller.partyId, query);
  return accept({ response: { items: items.map(dueView), ...rest } });
}

/** What is to be paid next for each allocation in the caller's area, earliest deadline first; only what is overdue where that is asked for. */
export async function listAllAllocationDues(
  { own, clock }: LedgerPorts,
  { caller, query }: Call<typeof allocationsEndpoints.listAllAllocationDues>,
) {
  const { area, overdue, ...page } = query;
  const listed = scopeOf(caller).areaToList(area);
  if (listed === undefined) return refuse({ code: "not-found" });
  const { items, ...rest } = await own.duesIn(areasWithin(listed), overdue && clock.now(), page);
  return accept({ response: { items: items.map(dueView), ...rest } });
}

function dueView({ amount, unsecured, ...due }: NextDue) {
  return {
    ...due,
    amountCny: formatFen(amount),
    unsecured: unsecured.map(({ pollutant, tonnes }) => ({ pollutant, tonnes: plain(tonnes) })),
  };
}
