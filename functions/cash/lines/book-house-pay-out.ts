import type { Call } from "../../../shared/http/api-handler.ts";
import { city } from "../../../shared/kernel/areas.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import { mainAccount } from "../../../shared/ledger/account.ts";
import { CNY } from "../../../shared/ledger/instrument.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type cashEndpoints, cashFacts } from "../contract.ts";
import type { CashPorts } from "../ports.ts";
import type { CashRefusal } from "../problems.ts";
import { outgoingFact } from "../refunds/refund-facts.ts";
import { bankOf, lineView, lineWrites, newLine } from "./book-line.ts";

/** Books proceeds or fees paid out of the main account of a house. */
export function bookHousePayOut(ports: CashPorts, call: Call<typeof cashEndpoints.bookHousePayOut>) {
  const { own, ledger } = ports;
  const { house } = call.params;
  const { payeeName, payeeAccount, ...rest } = call.body;
  const stated = { ...rest, direction: "out" as const, counterpartyName: payeeName, counterpartyAccount: payeeAccount };
  return runCommand<ReturnType<typeof lineView>, CashRefusal>(ports, call, async () => {
    const booked = await newLine(ports, stated, { account: mainAccount(house), state: "booked" });
    if (!booked.ok) return booked;
    const line = booked.value;
    const { amount } = line;
    const envelope = factEnvelopeOf(call.caller, line.bookedAt, { parties: [], areas: [city] });
    const entry = ledger.newEntry<CashRefusal>({ ...envelope, cause: { kind: "bank-line", reference: line.bookingId } });
    entry.transfer({
      instrument: CNY,
      from: line.account,
      to: bankOf(line),
      quantity: amount,
      shortage: { code: "cash-not-available", amount },
    });
    const fact = own.state(cashFacts.housePaidOut, { ...envelope, data: { ...outgoingFact(line), house } });
    return accept({ response: lineView(line), writes: [...lineWrites(ports, line), fact, ...entry.writes()] });
  });
}
