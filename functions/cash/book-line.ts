import type { Call } from "../../shared/http/api-handler.ts";
import { city } from "../../shared/kernel/areas.ts";
import { type Decimal, formatFen } from "../../shared/kernel/decimal.ts";
import { newId } from "../../shared/kernel/ids.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { mainAccount, partyAccount, striped } from "../../shared/ledger/account.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import type { Party } from "../../shared/members/members.ts";
import { type CommandCall, runCommand } from "../../shared/store/command.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import { type cashEndpoints, cashFacts } from "./contract.ts";
import type { CashPorts } from "./ports.ts";
import type { CashRefusal } from "./problems.ts";
import type { Booking } from "./store.ts";

/** A booking as the API returns it. */
export function bookingView({ amount, ...booking }: Booking) {
  return { ...booking, amount: formatFen(amount) };
}

/** Books money that arrived for a member. */
export function bookReceipt(ports: CashPorts, call: Call<typeof cashEndpoints.bookReceipt>) {
  return bookLine(ports, call, async () => {
    const party = await ports.members.party(call.body.partyId);
    if (!party) return refuse({ code: "not-found" });
    const { type, standing } = party;
    const holdsCash = (type === "enterprise" || type === "bank") && standing === "admitted";
    if (!holdsCash) return refuse({ code: "not-a-cash-member", type, standing });
    return accept({ account: partyAccount(party.partyId), direction: "in", party });
  });
}

/** Books money paid out to a member. Suspended members are paid too: it is their money. */
export function bookPayOut(ports: CashPorts, call: Call<typeof cashEndpoints.bookPayOut>) {
  return bookLine(ports, call, async () => {
    const party = await ports.members.party(call.body.partyId);
    return party ? accept({ account: partyAccount(party.partyId), direction: "out", party }) : refuse({ code: "not-found" });
  });
}

/** Books proceeds or fees paid out of the main account of a house. */
export function bookHousePayOut(ports: CashPorts, call: Call<typeof cashEndpoints.bookHousePayOut>) {
  const { house } = call.params;
  return bookLine(ports, call, async () => accept({ account: mainAccount(house), direction: "out", house }));
}

type BankLineCall = CommandCall & { readonly body: { readonly amount: Decimal; readonly bankReference: string } };

/** Account of the cash that a line moves, and the direction. */
interface Booked {
  readonly account: string;
  readonly direction: "in" | "out";
  readonly party?: Party;
  readonly house?: "treasury" | "exchange";
}

/** Books a bank line once: the booking under its reference, the ledger entry and the fact in one transaction. */
function bookLine(ports: CashPorts, call: BankLineCall, decide: () => Promise<Outcome<Booked, CashRefusal>>) {
  const { clock, own } = ports;
  const { amount, bankReference } = call.body;
  return runCommand<ReturnType<typeof bookingView>, CashRefusal>(ports, call, async () => {
    const [decided, earlier] = await Promise.all([decide(), own.bookedAs(bankReference)]);
    if (!decided.ok) return decided;
    if (earlier) return refuse({ code: "duplicate-bank-line", bankReference, bookingId: earlier });
    const { account, direction } = decided.value;
    const at = clock.now();
    const booking: Booking = { bookingId: newId(at), account, direction, amount, bankReference, bookedAt: at };
    const writes = [...own.bookingPuts(booking), ...statements(ports, call, decided.value, booking)];
    return accept({ response: bookingView(booking), writes });
  });
}

/** The fact of a booking and its ledger entry. */
function statements(
  { own, ledger }: CashPorts,
  { caller }: BankLineCall,
  { account, direction, party, house }: Booked,
  { bookingId, amount, bankReference, bookedAt }: Booking,
): WriteFragment<CashRefusal>[] {
  const envelope = factEnvelopeOf(caller, bookedAt, { parties: party ? [party.partyId] : [], areas: [party?.area ?? city] });
  const entry = ledger.newEntry<CashRefusal>({ ...envelope, cause: { kind: "bank-line", reference: bookingId } });
  const bank = striped("bank", bankReference);
  const [from, to] = direction === "in" ? [bank, account] : [account, bank];
  entry.transfer({ instrument: CNY, from, to, quantity: amount, shortage: { code: "cash-not-available", amount } });
  const data = { amount: formatFen(amount), bankReference, bookingId };
  const fact = house
    ? own.state(cashFacts.housePaidOut, { ...envelope, data: { ...data, partyId: "", house } })
    : own.state(direction === "in" ? cashFacts.cashReceived : cashFacts.cashPaidOut, {
        ...envelope,
        data: { ...data, partyId: party?.partyId ?? "" },
      });
  return [fact, ...entry.writes()];
}
