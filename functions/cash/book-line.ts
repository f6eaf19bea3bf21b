import type { Call } from "../../shared/http/api-handler.ts";
import { city } from "../../shared/kernel/areas.ts";
import { type Decimal, formatFen } from "../../shared/kernel/decimal.ts";
import { newId } from "../../shared/kernel/ids.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { mainAccount, partyAccount, striped } from "../../shared/ledger/account.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import type { Party } from "../../shared/members/members.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factWrite } from "../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import { type cashEndpoints, cashFacts } from "./contract.ts";
import type { CashPorts } from "./ports.ts";
import type { CashRefusal } from "./refusals.ts";
import { type Booking, bookingPuts } from "./store.ts";

/** A booking as it is shown. */
export function bookingView({ amount, ...booking }: Booking) {
  return { ...booking, amount: formatFen(amount) };
}

/** Books money that arrived for a member. */
export function bookReceipt(ports: CashPorts, { caller, body, key }: Call<typeof cashEndpoints.bookReceipt>) {
  return bookLine(ports, { caller, body, key, operation: "bookReceipt" }, async () => {
    const party = await ports.members.party(body.partyId);
    if (!party) return refuse({ code: "not-found" });
    const { type, standing } = party;
    const holdsCash = (type === "enterprise" || type === "bank") && standing === "admitted";
    if (!holdsCash) return refuse({ code: "not-a-cash-member", type, standing });
    return accept({ account: partyAccount(party.partyId), direction: "in", party });
  });
}

/** Books money paid out to a member, suspended ones too: it is theirs. */
export function bookPayOut(ports: CashPorts, { caller, body, key }: Call<typeof cashEndpoints.bookPayOut>) {
  return bookLine(ports, { caller, body, key, operation: "bookPayOut" }, async () => {
    const party = await ports.members.party(body.partyId);
    return party ? accept({ account: partyAccount(party.partyId), direction: "out", party }) : refuse({ code: "not-found" });
  });
}

/** Books proceeds or fees paid out of a house's main account. */
export function bookHousePayOut(ports: CashPorts, { caller, params, body, key }: Call<typeof cashEndpoints.bookHousePayOut>) {
  return bookLine(ports, { caller, body, key, operation: `bookHousePayOut.${params.house}` }, async () =>
    accept({ account: mainAccount(params.house), direction: "out", house: params.house }),
  );
}

interface Line {
  readonly caller: { readonly subject: string; readonly partyId: string };
  readonly body: { readonly amount: Decimal; readonly bankReference: string };
  readonly key: string;
  readonly operation: string;
}

interface Account {
  readonly account: string;
  readonly direction: "in" | "out";
  readonly party?: Party;
  readonly house?: string;
}

/** One bank line, booked once: the booking under its reference, the ledger entry and the fact together. */
function bookLine(ports: CashPorts, line: Line, decide: () => Promise<Outcome<Account, CashRefusal>>) {
  const { tables, clock, cash, dynamo } = ports;
  const { amount, bankReference } = line.body;
  const command = { table: tables.Cash, party: line.caller.partyId, operation: line.operation, key: line.key, input: line.body };
  return runCommand<ReturnType<typeof bookingView>, CashRefusal>({ dynamo, clock }, command, async () => {
    const [decided, booked] = await Promise.all([decide(), cash.bookedAs(bankReference)]);
    if (!decided.ok) return decided;
    if (booked) return refuse({ code: "duplicate-bank-line", bankReference, bookingId: booked });
    const { account, direction } = decided.value;
    const at = clock.now();
    const booking: Booking = { bookingId: newId(at), account, direction, amount, bankReference, bookedAt: at };
    const writes = [...bookingPuts(tables.Cash, booking), ...entryWrites(ports, line, decided.value, booking)];
    return accept({ response: bookingView(booking), writes });
  });
}

function entryWrites(
  { tables }: CashPorts,
  { caller }: Line,
  { account, direction, party, house }: Account,
  { bookingId, amount, bankReference, bookedAt }: Booking,
): WriteFragment<CashRefusal>[] {
  const partyId = party?.partyId ?? "";
  const parties = party ? [party.partyId] : [];
  const envelope = { factId: newId(bookedAt), occurredAt: bookedAt, actor: caller.subject, parties, area: party?.area ?? city };
  const entry = new LedgerEntry<CashRefusal>(tables.Ledger, { ...envelope, cause: { kind: "bank-line", reference: bookingId } });
  const bank = striped("bank", bankReference);
  const [from, to] = direction === "in" ? [bank, account] : [account, bank];
  entry.transfer({ instrument: CNY, from, to, quantity: amount, otherwise: { code: "cash-not-available", amount } });
  const data = { partyId, amount: formatFen(amount), bankReference, bookingId };
  const fact = house
    ? factWrite(tables.Cash, cashFacts.housePaidOut, { ...envelope, data: { ...data, house } })
    : factWrite(tables.Cash, direction === "in" ? cashFacts.cashReceived : cashFacts.cashPaidOut, { ...envelope, data });
  return [fact, ...entry.writes()];
}
