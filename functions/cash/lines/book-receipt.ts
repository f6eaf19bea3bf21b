import type { Call } from "../../../shared/http/api-handler.ts";
import { city } from "../../../shared/kernel/areas.ts";
import { formatFen } from "../../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { partyAccount, striped } from "../../../shared/ledger/account.ts";
import { CNY } from "../../../shared/ledger/instrument.ts";
import type { Party } from "../../../shared/members/members.ts";
import { type CommandCall, runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { type cashEndpoints, cashFacts } from "../contract.ts";
import type { CashPorts } from "../ports.ts";
import type { CashRefusal } from "../problems.ts";
import type { BankLine } from "../rows.ts";
import { bankOf, creditMember, lineView, lineWrites, newLine, type StatedLine } from "./book-line.ts";
import { isPayer } from "./payer.ts";

/** Books money that came in: to the member if the payer is the member, to suspense otherwise. */
export function bookReceipt(ports: CashPorts, call: Call<typeof cashEndpoints.bookReceipt>) {
  const { partyId, payerName, payerAccount, ...rest } = call.body;
  const stated = { ...rest, direction: "in" as const, counterpartyName: payerName, counterpartyAccount: payerAccount };
  return bookIncoming(ports, call, stated, async () => {
    if (partyId === undefined) return accept(undefined);
    const party = await ports.members.party(partyId);
    return party ? memberOfCash(party) : refuse({ code: "not-found" });
  });
}

/** Standings in which a member's cash counts. A suspended one may not act, but what it owes and pays in time is paid. */
const standingsWithCash: readonly Party["standing"][] = ["admitted", "suspended"];

/** A party that may hold cash: an enterprise or bank that was admitted. */
export function memberOfCash(party: Party): Outcome<Party, CashRefusal> {
  const { type, standing } = party;
  const holdsCash = (type === "enterprise" || type === "bank") && standingsWithCash.includes(standing);
  return holdsCash ? accept(party) : refuse({ code: "not-a-cash-member", type, standing });
}

/**
 * Books a line that came in, once: the line under its reference, the ledger entry and the fact in one transaction. `memberOf` finds whom it
 * is meant for; a line of another payer, or for nobody, goes to suspense.
 */
export function bookIncoming(
  ports: CashPorts,
  call: CommandCall,
  stated: StatedLine,
  memberOf: () => Promise<Outcome<Party | undefined, CashRefusal>>,
) {
  return runCommand<ReturnType<typeof lineView>, CashRefusal>(ports, call, async () => {
    const member = await memberOf();
    if (!member.ok) return member;
    const party = member.value;
    const own = party && (await isPaidBy(ports, party, stated.counterpartyName)) ? party : undefined;
    const line = await newLine(
      ports,
      stated,
      own
        ? { account: partyAccount(own.partyId), state: "booked" }
        : { account: striped("suspense", stated.bankReference), state: "suspense" },
    );
    if (!line.ok) return line;
    const writes = own ? await receiptWrites(ports, call, line.value, own) : accept(suspenseWrites(ports, call, line.value, party));
    return writes.ok ? accept({ response: lineView(line.value), writes: [...lineWrites(ports, line.value), ...writes.value] }) : writes;
  });
}

/** Whether a payer is the member, under its name of today or a former one: a bank may know it by that for long. */
async function isPaidBy({ names }: CashPorts, { partyId, name }: Party, payerName: string): Promise<boolean> {
  if (isPayer(payerName, [name])) return true;
  const ever = await names.namesOf(partyId);
  return isPayer(
    payerName,
    ever.map((each) => each.name),
  );
}

/** What a line's fact says. */
export function factOfLine({ amount, bankReference, bookingId, bankDay, creditedAt, counterpartyName, counterpartyAccount }: BankLine) {
  const payer = { payerName: counterpartyName, payerAccount: counterpartyAccount };
  return { amount: formatFen(amount), bankReference, bookingId, bankDay, creditedAt, ...payer };
}

async function receiptWrites(
  ports: CashPorts,
  { caller }: CommandCall,
  line: BankLine,
  { partyId, area }: Party,
): Promise<Outcome<WriteFragment<CashRefusal>[], CashRefusal>> {
  const { own, ledger } = ports;
  const envelope = factEnvelopeOf(caller, line.bookedAt, { parties: [partyId], areas: [area] });
  const entry = ledger.newEntry<CashRefusal>({ ...envelope, cause: { kind: "bank-line", reference: line.bookingId } });
  const credited = await creditMember(ports, entry, line, bankOf(line), partyId);
  if (!credited.ok) return credited;
  const { counterpartyName: name, counterpartyAccount: accountNumber, amount: received } = line;
  return accept([
    own.state(cashFacts.cashReceived, { ...envelope, data: { ...factOfLine(line), partyId } }),
    own.originAdd({ partyId, name, accountNumber, received }),
    ...entry.writes(),
  ]);
}

function suspenseWrites(
  { own, ledger }: CashPorts,
  { caller }: CommandCall,
  line: BankLine,
  intended: Party | undefined,
): WriteFragment<CashRefusal>[] {
  const parties = intended ? [intended.partyId] : [];
  const envelope = factEnvelopeOf(caller, line.bookedAt, { parties, areas: [intended?.area ?? city] });
  const entry = ledger.newEntry<CashRefusal>({ ...envelope, cause: { kind: "bank-line", reference: line.bookingId } });
  entry.transfer({ instrument: CNY, from: bankOf(line), to: line.account, quantity: line.amount });
  const data = { ...factOfLine(line), partyId: intended?.partyId ?? "" };
  return [own.state(cashFacts.cashSuspended, { ...envelope, data }), ...entry.writes()];
}
