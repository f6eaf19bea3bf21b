import { invariant } from "../../../shared/kernel/invariant.ts";
import { accept, type Outcome } from "../../../shared/kernel/outcome.ts";
import type { Party } from "../../../shared/members/members.ts";
import { eachAtOnce } from "../../../shared/store/at-once.ts";
import type { CommandCall } from "../../../shared/store/command.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { bookIncoming, memberOfCash } from "../lines/book-receipt.ts";
import type { CashPorts } from "../ports.ts";
import type { CashRefusal } from "../problems.ts";
import { sendRefund } from "../refunds/finish-refund.ts";
import type { StatementLine } from "../rows.ts";
import { numberIn } from "./purpose.ts";

/** Lines that are booked concurrently. */
const linesAtOnce = 8;

/**
 * Books every line of an accepted statement that is not booked yet. It may stop anywhere and run again: each line is a command with the
 * statement and its bank reference as key. A line whose day was closed meanwhile fails the run, so that its alarm fires.
 */
export async function bookStatement(ports: CashPorts, statementId: string, actor: string): Promise<void> {
  const { own, clock, dynamo } = ports;
  const statement = await own.statement(statementId);
  if (statement?.state !== "accepted") return;
  await eachAtOnce(own.everyStatementLine(statementId), linesAtOnce, async (line) => {
    if (await own.reference(line.bankReference)) return;
    const booked = await bookStatementLine(ports, statementId, actor, line);
    const done = booked.ok || booked.refusal.code === "duplicate-bank-line";
    invariant(done, `line ${line.line} of a statement is booked`);
  });
  const next = { ...statement, state: "booked" as const, bookedAt: clock.now(), version: statement.version + 1 };
  await commit(dynamo, [own.statementPut(next)]);
}

function bookStatementLine(ports: CashPorts, statementId: string, actor: string, line: StatementLine) {
  const { purpose, line: _line, ...stated } = line;
  const call: CommandCall = {
    endpoint: { operationId: "bookStatement", roles: ["operator"] },
    caller: { subject: actor, partyId: "bank-statement" },
    params: { statementId },
    body: stated,
    key: `${statementId} ${stated.bankReference}`,
  };
  if (line.direction === "out") return sendRefund(ports, call, numberIn(purpose), stated);
  return bookIncoming(ports, call, stated, () => namedMember(ports, purpose));
}

/** The member that a payment is for, if its purpose names one that may hold cash. */
async function namedMember({ members }: CashPorts, purpose: string): Promise<Outcome<Party | undefined, CashRefusal>> {
  const party = await members.party(numberIn(purpose));
  return accept(party && memberOfCash(party).ok ? party : undefined);
}
