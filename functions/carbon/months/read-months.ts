import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { ownOrInArea } from "../../../shared/members/scope.ts";
import type { CarbonPorts } from "../ports.ts";
import { seesYear } from "../reports/access.ts";
import type { monthsEndpoints } from "./contract.ts";
import type { Month } from "./store.ts";
import { monthView } from "./views.ts";

/** Reads a month with its history. */
export async function readMonth({ own }: CarbonPorts, { caller, params }: Call<typeof monthsEndpoints.readMonth>) {
  const of = { ...params, month: `${params.year}-${params.month}` };
  const row = await own.month(of);
  if (!row || !(await seesYear(own, caller, { partyId: row.partyId, year: params.year, area: row.area })))
    return refuse({ code: "not-found" });
  const history = (await own.monthHistory(of)).map(changeView);
  return accept({ response: { ...monthView(row), history } });
}

/** Lists months. */
export async function listMonths({ own }: CarbonPorts, { caller, query }: Call<typeof monthsEndpoints.listMonths>) {
  const { state, ...request } = query;
  const page = await ownOrInArea(caller, request, own.monthsOfParty, (area, asked) => own.monthsIn(state, area, asked));
  return page.ok ? accept({ response: { ...page.value, items: page.value.items.map(monthView) } }) : page;
}

function changeView({ version, state, by, at, reason, values }: Month) {
  return { version, state, by, at, ...(reason !== undefined && { reason }), values: values.map((value) => ({ ...value })) };
}
