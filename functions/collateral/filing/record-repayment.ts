import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { decimal, formatFen } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { nextVersion, registersOf } from "../pledges/change-pledge.ts";
import { pledgeLifecycle } from "../pledges/lifecycles.ts";
import { aboutPledge, stated } from "../pledges/statement.ts";
import { type PledgeView, pledgeView } from "../pledges/views.ts";
import type { CollateralRefusal } from "../problems.ts";
import { cancelByOf } from "./cancel-by.ts";
import { type filingEndpoints, filingFacts } from "./contract.ts";
import { dayFault } from "./days.ts";
import { dueCancellation } from "./due-cancellation.ts";
import type { FilingPorts } from "./ports.ts";

/** Records a repayment. Nothing is released by it: the bank cancels what is repaid, within the days of the registry's rules. */
export function recordRepayment(ports: FilingPorts, call: Call<typeof filingEndpoints.recordRepayment>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<PledgeView, CollateralRefusal>(ports, call, async () => {
    const pledge = await own.pledge(params.pledgeId);
    if (!pledge || pledge.bank.partyId !== caller.partyId) return refuse({ code: "not-found" });
    const owed = decimal(pledge.disbursedCny ?? "0").minus(decimal(pledge.repaidCny));
    const { amountCny, repaidOn } = body;
    const rest = owed.minus(amountCny);
    const state = next(pledgeLifecycle, pledge.state, "recordRepayment", rest.gt(0) ? "something is owed" : "everything is repaid");
    if (!state.ok) return state;
    const at = clock.now();
    const fault = dayFault(repaidOn, required(pledge.disbursedOn, "day of the disbursement"), dayOf(at));
    if (fault) return refuse(fault);
    if (rest.lt(0)) return refuse({ code: "repaid-above-owed", amountCny, owedCny: owed });
    const cancelBy = rest.isZero() ? await cancelByOf(ports, repaidOn, at) : undefined;
    const after = nextVersion(pledge, at, {
      ...{ state: state.value, repaidCny: formatFen(decimal(pledge.repaidCny).plus(amountCny)) },
      ...(cancelBy !== undefined && { repaidOn, cancelBy }),
    });
    const due = dueCancellation(after);
    const registers = await registersOf(ports, pledge);
    const data = {
      ...stated(after, registers, false),
      ...{ repaidCny: formatFen(amountCny), repaidOn, owedCny: formatFen(rest) },
      ...(cancelBy !== undefined && { cancelBy }),
    };
    return accept({
      response: pledgeView(after, registers),
      writes: [
        ...own.pledgePut(after),
        ...(due ? own.cancellationDue(due) : []),
        own.state(filingFacts.repaymentRecorded, { ...aboutPledge(caller, at, after), data }),
      ],
    });
  });
}
