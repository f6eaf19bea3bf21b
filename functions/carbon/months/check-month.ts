import type { Call } from "../../../shared/http/api-handler.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { checkOwnWork } from "../own-work.ts";
import type { CarbonPorts } from "../ports.ts";
import type { CarbonRefusal } from "../problems.ts";
import { type monthsEndpoints, monthsFacts } from "./contract.ts";
import { storeAgainBy } from "./deadlines.ts";
import { monthsLifecycles } from "./lifecycles.ts";
import { storageSource as source } from "./sources.ts";
import type { Month } from "./store.ts";
import { unchecked } from "./store-month.ts";
import { type MonthView, monthStatedOf, monthView } from "./views.ts";

/**
 * Passes a month or returns it. The district's person comes first, the city's second, and neither is who stored it; the bureau does both for
 * entities of the whole city.
 */
export function checkMonth(ports: CarbonPorts, call: Call<typeof monthsEndpoints.checkMonth>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  const { partyId, year } = params;
  return runCommand<MonthView, CarbonRefusal>(ports, call, async () => {
    const [before, ofYear] = await Promise.all([own.month({ partyId, year, month: `${year}-${params.month}` }), own.monthsOfYear(params)]);
    if (!before || !ofYear || !scopeOf(caller).answersFor(before.area)) return refuse({ code: "not-found" });
    if (before.version !== body.version) return refuse({ code: "version-differs", stands: before.version, named: body.version });
    // An entity of the whole city has no district: two persons of the bureau check its months, one after the other.
    const inDistrict = caller.role === "district" || (before.state === "stored" && before.area === caller.area);
    const returned = body.decision === "returned";
    const event = returned ? (inDistrict ? "returnFromDistrict" : "returnFromCity") : inDistrict ? "passInDistrict" : "passInCity";
    const state = next(monthsLifecycles.month, before.state, event);
    if (!state.ok) return state;
    const notOwn = checkOwnWork(caller, [before.storedBy, ...(inDistrict ? [] : [before.districtCheckedBy])]);
    if (!notOwn.ok) return notOwn;
    if (returned && ofYear.closed) return refuse({ code: "report-submitted", source, year });
    const at = clock.now();
    const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: [before.area] });
    const { subject: by } = caller;
    const step = { state: state.value, by, at, version: before.version + 1 };
    const ofYearPut = own.monthsOfYearPut(params, { ...ofYear, version: ofYear.version + 1 });
    if (returned) {
      const { reason = "" } = body;
      const storeBy = storeAgainBy(at);
      const row: Month = { ...unchecked(before), ...step, reason, storeBy, dueAt: storeBy };
      const data = { ...monthStatedOf(row), reason, storeBy };
      const writes = [...own.monthPuts(row), ofYearPut, own.state(monthsFacts.monthReturned, { ...envelope, data })];
      return accept({ response: monthView(row), writes });
    }
    const late = at >= (inDistrict ? before.districtCheckBy : before.cityCheckBy);
    const check = inDistrict
      ? { districtCheckedBy: by, districtCheckedAt: at, districtLate: late }
      : { cityCheckedBy: by, cityCheckedAt: at, cityLate: late };
    const row: Month = { ...before, ...step, ...check };
    const data = { ...monthStatedOf(row), state: row.state, late };
    return accept({
      response: monthView(row),
      writes: [...own.monthPuts(row), ofYearPut, own.state(monthsFacts.monthChecked, { ...envelope, data })],
    });
  });
}
