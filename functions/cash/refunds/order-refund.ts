import type { Call } from "../../../shared/http/api-handler.ts";
import { city } from "../../../shared/kernel/areas.ts";
import { formatFen } from "../../../shared/kernel/decimal.ts";
import { newId } from "../../../shared/kernel/ids.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { partyAccount } from "../../../shared/ledger/account.ts";
import { CNY } from "../../../shared/ledger/instrument.ts";
import { type CommandCall, runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { type cashEndpoints, cashFacts } from "../contract.ts";
import { cashLifecycles } from "../lifecycles.ts";
import type { CashPorts } from "../ports.ts";
import type { CashRefusal } from "../problems.ts";
import type { BankLine, Refund } from "../rows.ts";
import { refundFact, refundView } from "./refund-facts.ts";

/**
 * Orders money of a member back to a bank account it came from, up to what came from there; it is held until the bank has sent it.
 * Suspended members are refunded too: it is their money.
 */
export function orderRefund(ports: CashPorts, call: Call<typeof cashEndpoints.orderRefund>) {
  const { own, members } = ports;
  const { partyId, amount, toAccount, reason } = call.body;
  return runCommand<ReturnType<typeof refundView>, CashRefusal>(ports, call, async () => {
    const [party, origin] = await Promise.all([members.party(partyId), own.origin(partyId, toAccount)]);
    if (!party) return refuse({ code: "not-found" });
    if (!origin) return refuse({ code: "not-an-origin", account: toAccount });
    const left = origin.received.minus(origin.refunded);
    if (amount.gt(left)) return refuse({ code: "above-received", account: toAccount, left: formatFen(left) });
    const refund = newRefund(ports, { account: partyAccount(partyId), amount, toName: origin.name, toAccount, reason });
    const ordered = orderWrites(ports, call, refund, party.area);
    return accept({ response: refundView(refund), writes: [own.originRefund(origin, amount), ...ordered] });
  });
}

/** Orders money in suspense back to the bank account it came from, whole. */
export function returnLine(ports: CashPorts, call: Call<typeof cashEndpoints.returnLine>) {
  const { own } = ports;
  return runCommand<ReturnType<typeof refundView>, CashRefusal>(ports, call, async () => {
    const line = await own.line(call.params.day, call.params.bookingId);
    if (!line) return refuse({ code: "not-found" });
    if (line.state !== "suspense") return refuse({ code: "not-in-suspense", state: line.state });
    const { account, amount, counterpartyName: toName, counterpartyAccount: toAccount } = line;
    const of = { ofBankDay: line.bankDay, ofBookingId: line.bookingId };
    const refund = newRefund(ports, { account, amount, toName, toAccount, reason: call.body.reason, ...of });
    const next: BankLine = {
      ...line,
      state: stateAfter(cashLifecycles.suspense, line.state, "returnLine"),
      refundId: refund.refundId,
      version: line.version + 1,
    };
    return accept({ response: refundView(refund), writes: [own.linePut(next), ...orderWrites(ports, call, refund, city)] });
  });
}

function newRefund({ clock }: CashPorts, refund: Omit<Refund, "refundId" | "state" | "orderedAt" | "changedAt" | "version">): Refund {
  const at = clock.now();
  return { ...refund, refundId: newId(at), state: "ordered", orderedAt: at, changedAt: at, version: 1 };
}

/** The refund, its hold under its own id, and its fact. */
function orderWrites({ own, ledger }: CashPorts, { caller }: CommandCall, refund: Refund, area: string): WriteFragment<CashRefusal>[] {
  const { refundId, account, amount, reason, orderedAt } = refund;
  const data = { ...refundFact(refund), reason };
  const envelope = factEnvelopeOf(caller, orderedAt, { parties: data.partyId ? [data.partyId] : [], areas: [area] });
  const entry = ledger.newEntry<CashRefusal>({ ...envelope, cause: { kind: "refund-ordered", reference: refundId } });
  entry.hold({
    holdId: refundId,
    account,
    instrument: CNY,
    quantity: amount,
    purpose: "refund",
    shortage: { code: "cash-not-available", amount },
  });
  return [own.refundPut(refund), own.state(cashFacts.refundOrdered, { ...envelope, data }), ...entry.writes()];
}
