import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { hasLateMoney } from "../../../shared/ledger/dues.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { allocationsEndpoints } from "../contract.ts";
import type { LedgerPorts } from "../ports.ts";
import type { AllocationsRefusal } from "../problems.ts";
import { allocationName } from "../rows.ts";
import { allocationView } from "../views.ts";
import { paymentOf } from "./payment.ts";
import type { Pending } from "./pending.ts";
import { currentPending } from "./recovery.ts";
import { sources } from "./rules.ts";
import { coveredBy, payByOf, unpaid } from "./schedule.ts";

/**
 * Pays the earliest unpaid instalments of one of the caller's allocations out of its cash, as many as the amount covers whole. The rest stays
 * cash.
 */
export function payAllocation(ports: LedgerPorts, call: Call<typeof allocationsEndpoints.payAllocation>) {
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof allocationView>, AllocationsRefusal>(ports, call, async () => {
    const pending = await currentPending(ports, allocationName(params.allocationId));
    if (!pending || pending.line.partyId !== caller.partyId || pending.line.publishedAt === undefined) return refuse({ code: "not-found" });
    const { plan, line } = pending;
    const payable = checkPayable(pending, "exchange-account");
    if (!payable.ok) return payable;
    const inTime = checkInTime(pending, ports.clock.now());
    if (!inTime.ok) return inTime;
    const [first] = payable.value;
    const covered = coveredBy(line.instalments, body.amount);
    if (covered.length === 0) {
      const { number, amount: toPay } = first;
      return refuse({ code: "payment-below-instalment", amount: body.amount, number, toPay, source: sources.instalments });
    }
    const numbers = covered.map(({ number }) => number);
    const payment = paymentOf(ports, pending, numbers, { kind: "cash" }, caller);
    const endsBy = line.state === "awaiting-payment" ? { endsBy: payByOf(first) } : {};
    return accept({ response: allocationView(plan, payment.line), writes: payment.writes, ...endsBy });
  });
}

/** The instalments of an allocation that are to be paid, in a way; refused where there are none, or where its plan says another way. */
export function checkPayable(
  { plan, line }: Pick<Pending, "plan" | "line">,
  mode: Pending["plan"]["paymentMode"],
): Outcome<readonly [Pending["line"]["instalments"][number], ...Pending["line"]["instalments"]], AllocationsRefusal> {
  const payable = line.state === "awaiting-payment" || line.state === "delivered" || line.state === "ended";
  const [first, ...others] = unpaid(line.instalments);
  if (!payable || !first) return refuse({ code: "nothing-to-pay", state: line.state });
  if (plan.paymentMode !== mode) return refuse({ code: "paid-otherwise", paymentMode: plan.paymentMode, source: sources.treasury });
  return accept([first, ...others]);
}

/** Whether cash still counts: past the day of the first payment only what is set aside for it does. */
function checkInTime({ line, dues }: Pending, at: string): Outcome<true, AllocationsRefusal> {
  const [first] = unpaid(line.instalments);
  if (line.state !== "awaiting-payment" || !first) return accept(true);
  const due = dues.get(first.number);
  if (due?.reserved.gte(first.amount)) return accept(true);
  const payBy = payByOf(first);
  const missed = payBy <= at || (due !== undefined && hasLateMoney(due));
  return missed ? refuse({ code: "first-payment-missed", payBy, source: sources.instalments }) : accept(true);
}
