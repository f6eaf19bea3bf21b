import type { Call } from "../../../shared/http/api-handler.ts";
import { city } from "../../../shared/kernel/areas.ts";
import { type EventOf, next } from "../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { CNY } from "../../../shared/ledger/instrument.ts";
import { type CommandCall, runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { type cashEndpoints, cashFacts } from "../contract.ts";
import { cashLifecycles } from "../lifecycles.ts";
import { bankOf, creditMember, lineView, lineWrites, newLine, type StatedLine } from "../lines/book-line.ts";
import type { CashPorts } from "../ports.ts";
import type { CashRefusal } from "../problems.ts";
import type { Refund } from "../rows.ts";
import { memberOfRefund, outgoingFact, refundFact, refundView } from "./refund-facts.ts";

type RefundState = Refund["state"];
const lifecycle = cashLifecycles.refund;

interface Finishing {
  readonly refund: Refund;
  readonly state: RefundState;
}

/** Books the bank line by which a refund left: it is sent. */
export function bookPayOut(ports: CashPorts, call: Call<typeof cashEndpoints.bookPayOut>) {
  return sendRefund(ports, call, call.params.refundId, call.body);
}

/** Books the outgoing line of an ordered refund; payee and amount are those of the order. */
export function sendRefund(
  ports: CashPorts,
  call: CommandCall,
  refundId: string,
  { bankReference, creditedAt }: Pick<StatedLine, "bankReference" | "creditedAt">,
) {
  const { own, ledger } = ports;
  return runCommand<ReturnType<typeof lineView>, CashRefusal>(ports, call, async () => {
    const found = await refundIn(ports, refundId, "bookPayOut");
    if (!found.ok) return found;
    const { refund, state } = found.value;
    const { account, amount, toName: counterpartyName, toAccount: counterpartyAccount } = refund;
    const stated = { bankReference, creditedAt, amount, direction: "out" as const, counterpartyName, counterpartyAccount };
    const booked = await newLine(ports, stated, { account, state: "booked", refundId });
    if (!booked.ok) return booked;
    const line = booked.value;
    const hold = await ledger.hold(account, CNY, refundId);
    if (!hold) throw new Error("an ordered refund has a hold");
    const about = await aboutRefund(ports, refund);
    const envelope = factEnvelopeOf(call.caller, line.bookedAt, about);
    const entry = ledger.newEntry<CashRefusal>({ ...envelope, cause: { kind: "bank-line", reference: line.bookingId } });
    entry.post(hold, bankOf(line), amount);
    const data = { ...refundFact(refund), ...outgoingFact(line) };
    return accept({
      response: lineView(line),
      writes: [
        ...lineWrites(ports, line),
        own.refundPut(changed(refund, state, line.bookedAt, { bankReference })),
        own.state(cashFacts.refundSent, { ...envelope, data }),
        ...entry.writes(),
      ],
    });
  });
}

/** Ends an ordered refund that the bank did not carry out: the money is available again. */
export function failRefund(ports: CashPorts, call: Call<typeof cashEndpoints.failRefund>) {
  const { own, ledger, clock } = ports;
  const { reason } = call.body;
  return runCommand<ReturnType<typeof refundView>, CashRefusal>(ports, call, async () => {
    const found = await refundIn(ports, call.params.refundId, "failRefund");
    if (!found.ok) return found;
    const { refund, state } = found.value;
    const hold = await ledger.hold(refund.account, CNY, refund.refundId);
    if (!hold) throw new Error("an ordered refund has a hold");
    const at = clock.now();
    const envelope = factEnvelopeOf(call.caller, at, await aboutRefund(ports, refund));
    const entry = ledger.newEntry<CashRefusal>({ ...envelope, cause: { kind: "refund-failed", reference: refund.refundId } });
    entry.voidRest(hold);
    const failed = changed(refund, state, at, { stateReason: reason });
    const data = { ...refundFact(refund), reason };
    const undone = await undoneWrites(ports, refund);
    return accept({
      response: refundView(failed),
      writes: [own.refundPut(failed), ...undone, own.state(cashFacts.refundFailed, { ...envelope, data }), ...entry.writes()],
    });
  });
}

/** Books the bank line by which a sent refund came back: the money is the member's, or in suspense, again. */
export function bookReturnedRefund(ports: CashPorts, call: Call<typeof cashEndpoints.bookReturnedRefund>) {
  const { own, ledger } = ports;
  const { bankReference, creditedAt, reason } = call.body;
  return runCommand<ReturnType<typeof lineView>, CashRefusal>(ports, call, async () => {
    const found = await refundIn(ports, call.params.refundId, "bookReturnedRefund");
    if (!found.ok) return found;
    const { refund, state } = found.value;
    const { refundId, account, amount, toName: counterpartyName, toAccount: counterpartyAccount } = refund;
    const stated = { bankReference, creditedAt, amount, direction: "in" as const, counterpartyName, counterpartyAccount };
    const booked = await newLine(ports, stated, { account, state: "booked", refundId });
    if (!booked.ok) return booked;
    const line = booked.value;
    const envelope = factEnvelopeOf(call.caller, line.bookedAt, await aboutRefund(ports, refund));
    const entry = ledger.newEntry<CashRefusal>({ ...envelope, cause: { kind: "bank-line", reference: line.bookingId } });
    const partyId = memberOfRefund(refund);
    const credited = partyId === undefined ? undefined : await creditMember(ports, entry, line, bankOf(line), partyId);
    if (credited && !credited.ok) return credited;
    if (!credited) entry.transfer({ instrument: CNY, from: bankOf(line), to: account, quantity: amount });
    const returned = changed(refund, state, line.bookedAt, { stateReason: reason });
    const data = { ...refundFact(refund), bankReference, bookingId: line.bookingId, bankDay: line.bankDay, creditedAt, reason };
    const undone = await undoneWrites(ports, refund);
    return accept({
      response: lineView(line),
      writes: [
        ...lineWrites(ports, line),
        own.refundPut(returned),
        ...undone,
        own.state(cashFacts.refundReturned, { ...envelope, data }),
        ...entry.writes(),
      ],
    });
  });
}

/** A refund to which an event can happen, and its state after it. */
async function refundIn({ own }: CashPorts, refundId: string, event: EventOf<typeof lifecycle>): Promise<Outcome<Finishing, CashRefusal>> {
  const refund = await own.refund(refundId);
  if (!refund) return refuse({ code: "not-found" });
  const after = next(lifecycle, refund.state, event);
  if (after.ok) return accept({ refund, state: after.value });
  return refuse({ code: "refund-not-in-state", refundId, state: refund.state, wanted: after.refusal.possibleIn.join() });
}

function changed(refund: Refund, state: RefundState, at: string, more: Pick<Partial<Refund>, "stateReason" | "bankReference">): Refund {
  return { ...refund, ...more, state, changedAt: at, version: refund.version + 1 };
}

/** Members and areas that a refund concerns. */
async function aboutRefund({ members }: CashPorts, refund: Refund) {
  const partyId = memberOfRefund(refund);
  const party = partyId === undefined ? undefined : await members.party(partyId);
  return { parties: partyId === undefined ? [] : [partyId], areas: [party?.area ?? city] };
}

/** What a refund that did not arrive gives back: the room at its origin, or its line to suspense. */
async function undoneWrites({ own }: CashPorts, refund: Refund): Promise<WriteFragment<CashRefusal>[]> {
  const partyId = memberOfRefund(refund);
  if (partyId !== undefined) {
    const origin = await own.origin(partyId, refund.toAccount);
    return origin ? [own.originRefund(origin, refund.amount.neg())] : [];
  }
  const line = await own.line(refund.ofBankDay ?? "", refund.ofBookingId ?? "");
  return line ? [own.linePut({ ...line, state: "suspense", version: line.version + 1 })] : [];
}
