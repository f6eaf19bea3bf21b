import type { Call } from "../../../shared/http/api-handler.ts";
import { addMonths } from "../../../shared/kernel/calendar.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import type { Act, Acts } from "../../../shared/supervision/acts.ts";
import type { supervisionEndpoints } from "./contract.ts";

/** Dependencies of reading acts. */
export interface ActReads {
  readonly acts: Acts;
}

/** Months that one count takes. */
const mostMonths = 12;

/** Whether another person approved an act, where two are required. */
function secondPersonOf({ takesTwo, approvedBy }: Act) {
  if (approvedBy !== undefined) return "given" as const;
  return takesTwo ? ("missing" as const) : ("not-required" as const);
}

function actView({ takesTwo: _takesTwo, ...act }: Act) {
  return { ...act, secondPerson: secondPersonOf({ takesTwo: _takesTwo, ...act }) };
}

/** What the operator did, newest first, in the caller's area. */
export async function listOperatorActs({ acts }: ActReads, { caller, query }: Call<typeof supervisionEndpoints.listOperatorActs>) {
  const { area, kind, from, before, ...request } = query;
  const listed = scopeOf(caller).areaToList(area);
  if (listed === undefined) return refuse({ code: "not-found" });
  if (from !== undefined && before !== undefined && from > before) return refuse({ code: "acts-range-inverted", from, until: before });
  const { items, ...rest } = await acts.acts({ area: listed, kind }, { from, before }, request);
  return accept({ response: { items: items.map(actView), ...rest } });
}

/** How many acts of each kind there were in each month. */
export async function countOperatorActs({ acts }: ActReads, { caller, query }: Call<typeof supervisionEndpoints.countOperatorActs>) {
  const { area, from, until } = query;
  const listed = scopeOf(caller).areaToList(area);
  if (listed === undefined) return refuse({ code: "not-found" });
  if (from > until) return refuse({ code: "acts-range-inverted", from, until });
  if (until > addMonths(from, mostMonths - 1)) return refuse({ code: "acts-months-too-many", from, until, most: mostMonths });
  return accept({ response: { items: [...(await acts.actCounts(listed, from, until))] } });
}
