import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf, endOfMonth } from "../../../shared/kernel/calendar.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { type Decision, runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { planFor } from "../control-plans/read-control-plans.ts";
import type { CarbonRefusal } from "../problems.ts";
import { documentPuts } from "../reports/evidence.ts";
import { reportIdOf } from "../reports/store.ts";
import { type monthsEndpoints, monthsFacts } from "./contract.ts";
import { monthsLifecycles } from "./lifecycles.ts";
import { checkValues } from "./month-values.ts";
import type { MonthPorts } from "./ports.ts";
import { storageSource as source } from "./sources.ts";
import type { Month } from "./store.ts";
import { type MonthView, monthStatedOf, monthView } from "./views.ts";

type StoreCall = Call<typeof monthsEndpoints.storeMonth>;

/** Stores a month, or changes what was stored. */
export function storeMonth(ports: MonthPorts, call: StoreCall) {
  return runCommand<MonthView, CarbonRefusal>(ports, call, () => decideStoring(ports, call));
}

/** What storing a month does, for every way in which values come: typed, or on a sheet. */
export async function decideStoring(
  ports: MonthPorts,
  { caller, params, body }: Pick<StoreCall, "caller" | "params" | "body">,
): Promise<Outcome<Decision<MonthView, CarbonRefusal>, CarbonRefusal>> {
  const { clock, own } = ports;
  const { partyId, year } = params;
  if (caller.partyId !== partyId) return refuse({ code: "not-found" });
  const month = `${year}-${params.month}`;
  const [plan, ofYear, before] = await Promise.all([planFor(ports, params), own.monthsOfYear(params), own.month({ partyId, year, month })]);
  if (!plan.ok) return plan;
  if (!ofYear || !before) return refuse({ code: "not-found" });
  const at = clock.now();
  const overAt = endOfMonth(month);
  if (at < overAt) return refuse({ code: "month-not-over", source, month, overAt });
  const state = next(monthsLifecycles.month, before.state, "storeMonth");
  if (!state.ok) return state;
  if (ofYear.closed) return refuse({ code: "report-submitted", source, year });
  const { reason } = body;
  if (before.values.length > 0 && reason === undefined)
    return refuse({ code: "change-without-reason", source, month, state: before.state });
  const values = checkValues(plan.value.activities, body.values, { month, today: dayOf(at) });
  if (!values.ok) return values;
  const attached = body.values.flatMap(({ attachments }, index) =>
    attachments.map((sha256, position) => ({ sha256, pointer: `/values/${index}/attachments/${position}` })),
  );
  const documents = await documentPuts(ports, { partyId, reportId: reportIdOf(params) }, attached, at);
  if (!documents.ok) return documents;
  const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: [before.area] });
  const late = before.late || before.state === "missed" || at >= before.storeBy;
  const row: Month = {
    ...unchecked(before),
    ...{ state: state.value, planVersion: plan.value.planVersion, values: values.value, late },
    ...{ by: caller.subject, at, storedBy: caller.subject, version: before.version + 1, ...(reason !== undefined && { reason }) },
  };
  return accept({
    response: monthView(row),
    writes: [
      ...own.monthPuts(row),
      ...documents.value,
      own.monthsOfYearPut(params, { ...ofYear, version: ofYear.version + 1 }),
      own.state(monthsFacts.monthStored, {
        ...envelope,
        data: { ...monthStatedOf(row), values: values.value, late, ...(reason !== undefined && { reason }) },
      }),
    ],
  });
}

/** A month without its checks, its last reason, and the instant at which time changes it. */
export function unchecked(month: Month): Month {
  const { districtCheckedBy, districtCheckedAt, districtLate, cityCheckedBy, cityCheckedAt, cityLate, reason, dueAt, ...row } = month;
  return row;
}
