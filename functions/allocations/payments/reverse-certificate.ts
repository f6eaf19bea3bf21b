import type { Call } from "../../../shared/http/api-handler.ts";
import { formatFen } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { next, stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { type allocationsEndpoints, allocationsFacts } from "../contract.ts";
import { allocationsLifecycles, reversalGuards } from "../lifecycles.ts";
import { planOfBureau } from "../plans/plan-of-bureau.ts";
import type { LedgerPorts } from "../ports.ts";
import type { AllocationsRefusal } from "../problems.ts";
import { allocationName, type Instalment, type Line } from "../rows.ts";
import { allocationStatedOf, allocationView } from "../views.ts";
import { move, moves } from "./entries.ts";
import { owingAgain, takingBack } from "./moves.ts";
import { isTermOver, ownHoldId } from "./pending.ts";
import { currentPending } from "./recovery.ts";
import { byPollutant } from "./schedule.ts";
import { debtWrites, linePuts } from "./scheduled.ts";
import { envelopeOf, permitsStated } from "./stating.ts";
import { debtsOf, freeAt } from "./steps.ts";

/**
 * Reverses a certificate: its instalments are unpaid again, as their days say, and what they released is held again as far as it is free at the
 * site. What has left the site is a debt. Once the permits have ended, money alone is owed. Instalments that other certificates paid stay paid.
 */
export function reverseFeeCertificate(ports: LedgerPorts, call: Call<typeof allocationsEndpoints.reverseFeeCertificate>) {
  const { own, ledger, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof allocationView>, AllocationsRefusal>(ports, call, async () => {
    const { allocationId, certificateNumber } = params;
    const [pending, certificate] = await Promise.all([
      currentPending(ports, allocationName(allocationId)),
      own.certificate(certificateNumber),
    ]);
    const bureau = planOfBureau(pending?.plan, caller);
    if (!bureau.ok) return bureau;
    if (!pending || certificate?.allocationId !== allocationId) return refuse({ code: "not-found" });
    if (certificate.state === "reversed") return refuse({ code: "certificate-reversed", certificateNumber });
    const { plan, line } = pending;
    const at = clock.now();
    const over = line.state === "ended" || isTermOver(plan, at);
    const guard = over ? reversalGuards.ended : reversalGuards.running;
    const state = next(allocationsLifecycles.allocation, line.state, "reverseFeeCertificate", guard);
    if (!state.ok) return refuse({ code: "nothing-to-pay", state: line.state });
    const paid = line.instalments.filter(({ number }) => certificate.instalments.includes(number));
    const unpaidAgain = line.instalments.map(takenBack(certificate.instalments));
    const moved = over
      ? owingAgain(unpaidAgain, certificate.instalments, plan, at)
      : takingBack(unpaidAgain, certificate.instalments, { terms: plan, free: await freeAt(ledger, line), at, name: ownHoldId(line) });
    const nextLine: Line = { ...line, state: state.value, instalments: moved.instalments };
    const envelope = envelopeOf(pending, allocationsFacts.certificateReversed.factType, caller, at);
    const entry = ledger.newEntry<AllocationsRefusal>({
      ...envelope,
      cause: { kind: allocationsFacts.certificateReversed.factType, reference: allocationId },
    });
    move(entry, pending, moved);
    const data = {
      ...allocationStatedOf(plan, line),
      ...{ certificateNumber, issuedOn: certificate.issuedOn, amountCny: formatFen(certificate.amount) },
      ...{ instalments: paid.map(({ number, amount }) => ({ number, amountCny: formatFen(amount) })), paidFact: paidFactOf(paid) },
      reason: body.reason,
      held: permitsStated(line, byPollutant(moved.held)),
      unsecured: permitsStated(line, debtsOf(moved.instalments.filter(({ number }) => certificate.instalments.includes(number)))),
    };
    return accept({
      response: allocationView(plan, nextLine),
      writes: [
        ...linePuts(own, plan, nextLine),
        ...debtWrites(own, line, nextLine),
        own.certificateUpdate({
          ...certificate,
          state: stateAfter(allocationsLifecycles.certificate, certificate.state, "reverseFeeCertificate"),
          reversedAt: at,
          reason: body.reason,
          version: certificate.version + 1,
        }),
        own.state(allocationsFacts.certificateReversed, { ...envelope, data }),
        ...(moves(moved) ? entry.writes() : []),
      ],
    });
  });
}

/** The fact of the payment of instalments, which one certificate paid at once. Its id begins with its type. */
function paidFactOf([first]: readonly Instalment[]) {
  const factId = required(first?.paidFactId, "fact of a payment");
  return { factId, factType: factId.slice(0, factId.indexOf(".")) };
}

/** What is left of an instalment whose payment is taken back: nothing tells of the payment. */
function takenBack(numbers: readonly number[]) {
  return (instalment: Instalment): Instalment => {
    if (!numbers.includes(instalment.number)) return instalment;
    const { paidAt: _paidAt, creditedOn: _creditedOn, certificateNumber: _number, ...others } = instalment;
    const { countsFrom: _countsFrom, paidFactId: _paidFactId, ...rest } = others;
    return rest;
  };
}
