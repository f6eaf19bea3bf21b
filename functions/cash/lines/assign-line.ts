import type { Call } from "../../../shared/http/api-handler.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { partyAccount } from "../../../shared/ledger/account.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type cashEndpoints, cashFacts } from "../contract.ts";
import { cashLifecycles } from "../lifecycles.ts";
import type { CashPorts } from "../ports.ts";
import type { CashRefusal } from "../problems.ts";
import type { BankLine } from "../rows.ts";
import { creditMember, lineView } from "./book-line.ts";
import { factOfLine, memberOfCash } from "./book-receipt.ts";

/** Assigns money in suspense to a member: it counts as credited when it reached the bank, and may go back where it came from. */
export function assignLine(ports: CashPorts, call: Call<typeof cashEndpoints.assignLine>) {
  const { own, clock, ledger, members } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof lineView>, CashRefusal>(ports, call, async () => {
    const [line, found] = await Promise.all([own.line(params.day, params.bookingId), members.party(body.partyId)]);
    if (!line || !found) return refuse({ code: "not-found" });
    if (line.state !== "suspense") return refuse({ code: "not-in-suspense", state: line.state });
    const party = memberOfCash(found);
    if (!party.ok) return party;
    const { partyId, area } = party.value;
    const at = clock.now();
    const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: [area] });
    const entry = ledger.newEntry<CashRefusal>({ ...envelope, cause: { kind: "suspense-assigned", reference: line.bookingId } });
    const credited = await creditMember(ports, entry, line, line.account, partyId);
    if (!credited.ok) return credited;
    const next: BankLine = {
      ...line,
      account: partyAccount(partyId),
      state: stateAfter(cashLifecycles.suspense, line.state, "assignLine"),
      version: line.version + 1,
    };
    const { reason, documentNumber } = body;
    const { counterpartyName: name, counterpartyAccount: accountNumber, amount: received } = line;
    return accept({
      response: lineView(next),
      writes: [
        own.linePut(next),
        own.state(cashFacts.suspenseAssigned, { ...envelope, data: { ...factOfLine(line), partyId, reason, documentNumber } }),
        own.originAdd({ partyId, name, accountNumber, received }),
        ...entry.writes(),
      ],
    });
  });
}
