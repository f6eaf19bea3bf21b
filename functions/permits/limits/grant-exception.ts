import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { message } from "../../../shared/kernel/message.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import type { GrantedException } from "../../../shared/permits/limit-facts.ts";
import { concernsPollutant, tradingLimits } from "../../../shared/permits/trading-limits.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type permitsEndpoints, permitsFacts } from "../contract.ts";
import type { PermitsPorts } from "../ports.ts";
import type { PermitsRefusal } from "../problems.ts";
import { checkDaysAhead } from "./days.ts";
import { exceptionView } from "./views.ts";

type GrantCall = Call<typeof permitsEndpoints.grantLimitException>;
type Place = Pick<GrantedException, "area" | "siteId" | "partyId">;

/** Grants an exception that was approved: for a site in the regulator's area, or for an area in it. Other areas' sites are `not-found`. */
export function grantLimitException(ports: PermitsPorts, call: GrantCall) {
  const { clock, own } = ports;
  const { caller, body } = call;
  return runCommand<ReturnType<typeof exceptionView>, PermitsRefusal>(ports, call, async () => {
    const place = await placeOf(ports, call);
    if (!place.ok) return place;
    const at = clock.now();
    const liftable = checkLiftable(body);
    if (!liftable.ok) return liftable;
    const days = checkDaysAhead(body, dayOf(at));
    if (!days.ok) return days;
    const { area, partyId } = place.value;
    const envelope = factEnvelopeOf(caller, at, { parties: partyId === undefined ? [] : [partyId], areas: [area] });
    const { limit, pollutant, approvalNumber, from, until } = body;
    const exception: GrantedException = {
      ...{ exceptionId: envelope.factId, limit, pollutant, approvalNumber, from, until, ...place.value },
      ...{ state: "granted", grantedAt: at, version: 1 },
    };
    const { state, reason, grantedAt, ...data } = exceptionView(exception);
    return accept({
      response: exceptionView(exception),
      writes: [own.limitExceptionPut(exception), own.state(permitsFacts.limitExceptionGranted, { ...envelope, data })],
    });
  });
}

/** What the exception is for: a site with its holder, or an area. */
async function placeOf({ members }: PermitsPorts, { caller, body }: GrantCall): Promise<Outcome<Place, PermitsRefusal>> {
  const scope = scopeOf(caller);
  if (body.siteId !== undefined) {
    const holder = await members.holder(body.siteId);
    return holder && scope.answersFor(holder.area) ? accept(holder) : refuse({ code: "not-found" });
  }
  const area = required(body.area, "area of an exception for no site");
  return scope.answersFor(area) ? accept({ area }) : refuse({ code: "area-of-others", area: caller.area, wanted: area });
}

/** Whether an approval may lift the limit at all, and the limit is about the pollutant. */
function checkLiftable({ limit, pollutant }: GrantCall["body"]): Outcome<true, PermitsRefusal> {
  const row = required(
    tradingLimits.find(({ id }) => id === limit),
    `trading limit ${limit}`,
  );
  const source = message(row.source.zh, row.source.en);
  if (!row.liftable) return refuse({ code: "limit-not-liftable", limit, source });
  return concernsPollutant(row, pollutant) ? accept(true) : refuse({ code: "limit-not-for-pollutant", limit, pollutant, source });
}
