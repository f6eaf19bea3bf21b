import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf, plusDays } from "../../../shared/kernel/calendar.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import type { AreaTarget } from "../../../shared/permits/limit-facts.ts";
import { limitLifecycles } from "../../../shared/permits/limit-lifecycles.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type permitsEndpoints, permitsFacts } from "../contract.ts";
import type { PermitsPorts } from "../ports.ts";
import type { PermitsRefusal } from "../problems.ts";
import { checkDays, checkMetFrom } from "./days.ts";
import { targetView } from "./views.ts";

/** Records that an area misses a target; the same first day again corrects what was recorded, also that it was met. */
export function recordMissedTarget(ports: PermitsPorts, call: Call<typeof permitsEndpoints.recordMissedTarget>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof targetView>, PermitsRefusal>(ports, call, async () => {
    const { area } = params;
    if (!scopeOf(caller).answersFor(area)) return refuse({ code: "area-of-others", area: caller.area, wanted: area });
    const at = clock.now();
    const checked = checkDays({ from: params.from, until: body.until }, dayOf(at));
    if (!checked.ok) return checked;
    const previous = await own.areaTarget(params);
    const target: AreaTarget = { ...params, ...body, state: "missed", recordedAt: at, version: (previous?.version ?? 0) + 1 };
    const { state, recordedAt, ...data } = targetView(target);
    const envelope = factEnvelopeOf(caller, at, { parties: [], areas: [area] });
    return accept({
      response: targetView(target),
      writes: [own.areaTargetPut(target), own.state(permitsFacts.areaTargetMissed, { ...envelope, data })],
    });
  });
}

/** Records that a missed target is met from a day on: the days missed end the day before. */
export function recordMetTarget(ports: PermitsPorts, call: Call<typeof permitsEndpoints.recordMetTarget>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof targetView>, PermitsRefusal>(ports, call, async () => {
    const { area } = params;
    const { metFrom, documentNumber } = body;
    if (!scopeOf(caller).answersFor(area)) return refuse({ code: "area-of-others", area: caller.area, wanted: area });
    const missed = await own.areaTarget(params);
    if (!missed) return refuse({ code: "not-found" });
    const meeting = next(limitLifecycles.areaTarget, missed.state, "recordMetTarget");
    if (!meeting.ok) return refuse({ code: "target-already-met", until: missed.until });
    const at = clock.now();
    const checked = checkMetFrom(missed, metFrom, dayOf(at));
    if (!checked.ok) return checked;
    const met: AreaTarget = {
      ...missed,
      ...{ until: plusDays(metFrom, -1), documentNumber, state: meeting.value, recordedAt: at, version: missed.version + 1 },
    };
    const { state, recordedAt, ...stated } = targetView(met);
    const envelope = factEnvelopeOf(caller, at, { parties: [], areas: [area] });
    const data = { ...stated, metFrom };
    return accept({
      response: targetView(met),
      writes: [own.areaTargetPut(met), own.state(permitsFacts.areaTargetMet, { ...envelope, data })],
    });
  });
}
