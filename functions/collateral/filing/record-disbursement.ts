import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { decimal, formatFen } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { changing, nextVersion, registersOf } from "../pledges/change-pledge.ts";
import { aboutPledge, stated } from "../pledges/statement.ts";
import { type PledgeView, pledgeView } from "../pledges/views.ts";
import type { CollateralPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { type filingEndpoints, filingFacts } from "./contract.ts";
import { dayFault } from "./days.ts";
import { filingSource } from "./rules.ts";

/** Records that money was lent on a pledge, after it was registered, held and filed. */
export function recordDisbursement(ports: CollateralPorts, call: Call<typeof filingEndpoints.recordDisbursement>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<PledgeView, CollateralRefusal>(ports, call, async () => {
    const known = await own.pledge(params.pledgeId);
    if (known?.state === "registered" && known.bank.partyId === caller.partyId)
      return refuse({ code: "not-filed", pledgeId: known.pledgeId, source: filingSource("practice") });
    const found = await changing(ports, caller, params, ["bank"], "recordDisbursement");
    if (!found.ok) return found;
    const { pledge, state } = found.value;
    const { amountCny, disbursedOn, loanNumber } = body;
    const at = clock.now();
    const filing = required(pledge.filing, `filing of ${pledge.pledgeId}`);
    const fault = dayFault(disbursedOn, dayOf(filing.at), dayOf(at));
    if (fault) return refuse(fault);
    const before = pledge.disbursedCny === undefined ? undefined : decimal(pledge.disbursedCny);
    if (before && pledge.amountKind === "principal")
      return refuse({ code: "already-disbursed", disbursedCny: before, source: filingSource("practice") });
    const owed = (before ?? decimal("0")).minus(decimal(pledge.repaidCny));
    const most = decimal(pledge.amountCny).minus(owed);
    if (amountCny.gt(most)) return refuse({ code: "disbursed-above-amount", amountCny, mostCny: most, source: filingSource("practice") });
    const disbursedCny = formatFen((before ?? decimal("0")).plus(amountCny));
    const after = nextVersion(pledge, at, { state, disbursedCny, disbursedOn: pledge.disbursedOn ?? disbursedOn });
    const registers = await registersOf(ports, pledge);
    const data = { ...stated(after, registers, false), disbursedCny: formatFen(amountCny), disbursedOn, loanNumber };
    return accept({
      response: pledgeView(after, registers),
      writes: [...own.pledgePut(after), own.state(filingFacts.pledgeDisbursed, { ...aboutPledge(caller, at, after), data })],
    });
  });
}
