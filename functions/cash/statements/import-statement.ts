import type { Call } from "../../../shared/http/api-handler.ts";
import type { ImportError } from "../../../shared/imports/import-errors.ts";
import { city } from "../../../shared/kernel/areas.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { sha256 } from "../../../shared/kernel/ids.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import { eachAtOnce } from "../../../shared/store/at-once.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type cashEndpoints, cashFacts } from "../contract.ts";
import type { CashPorts } from "../ports.ts";
import type { CashRefusal } from "../problems.ts";
import { type BookedReference, comparedReference, type Statement, type StatementLine } from "../rows.ts";
import { type Column, statementMessages } from "./columns.ts";
import { numberIn } from "./purpose.ts";
import { readStatementFile } from "./read-statement-file.ts";

const referencesAtOnce = 100;
const refundsAtOnce = 8;

/**
 * Imports a bank statement. It is checked whole: with one error nothing is booked, and all errors are kept to be read by page. Otherwise its
 * lines are booked by the consumer of the fact, each once: a line that is booked already is left as it is.
 */
export function importBankStatement(ports: CashPorts, call: Call<typeof cashEndpoints.importBankStatement>) {
  const { own, clock } = ports;
  const bytes = Buffer.from(call.body.file, "base64");
  const digest = sha256(bytes);
  // The same command writes the same rows, however often it is tried.
  const statementId = sha256(`${call.caller.partyId} ${call.key} ${digest}`).slice(0, 32);
  return runCommand<ReturnType<typeof statementView>, CashRefusal>(ports, call, async () => {
    const known = await own.statement(statementId);
    if (known) return accept({ response: statementView(known), writes: [] });
    const file = readStatementFile(bytes);
    const errors = file.errors.length > 0 ? file.errors : await checkLines(ports, file.lines);
    const accepted = errors.length === 0;
    const at = clock.now();
    const statement: Statement = {
      statementId,
      state: accepted ? "accepted" : "refused",
      lines: file.lines.length,
      errors: errors.length,
      sha256: digest,
      importedAt: at,
      version: 1,
    };
    const { lines } = statement;
    const envelope = factEnvelopeOf(call.caller, at, { parties: [], areas: [city] });
    const fact = own.state(cashFacts.statementImported, { ...envelope, data: { statementId, lines, sha256: statement.sha256 } });
    return accept({
      response: statementView(statement),
      prepare: () => own.statementRowsPut(statementId, accepted ? file.lines : [], errors),
      writes: [own.statementPut(statement), ...(accepted ? [fact] : [])],
    });
  });
}

/** A statement as the API returns it. */
export function statementView({ version: _version, ...statement }: Statement) {
  return statement;
}

/** What is wrong with well-formed lines: in the future, on a closed day, booked otherwise, or paid out without an order of its own. */
async function checkLines(ports: CashPorts, lines: readonly StatementLine[]): Promise<ImportError[]> {
  const { own, clock } = ports;
  const [booked, { closedThrough }] = await Promise.all([bookedReferences(ports, lines), own.dayState()]);
  const now = clock.now();
  const errors: ImportError[] = [];
  const paidBy = new Map<string, StatementLine>();
  const wrong = ({ line }: StatementLine, column: Column, detail: string): void => void errors.push({ line, column, detail });
  await eachAtOnce(lines, refundsAtOnce, async (line) => {
    const { bankReference, creditedAt, direction } = line;
    const known = booked.get(comparedReference(bankReference));
    if (known) {
      if (!isSame(known, line)) wrong(line, "bankReference", statementMessages.bookedOtherwise);
      return;
    }
    if (creditedAt > now) wrong(line, "creditedAt", statementMessages.inFuture);
    else if (closedThrough !== undefined && dayOf(creditedAt) <= closedThrough) wrong(line, "creditedAt", statementMessages.dayClosed);
    if (direction === "out") {
      const refundId = numberIn(line.purpose);
      const first = paidBy.get(refundId) ?? line;
      paidBy.set(refundId, first);
      const refund = await own.refund(refundId);
      if (refund && first !== line) wrong(line, "purpose", statementMessages.refundRepeated);
      else if (refund?.state !== "ordered") wrong(line, "purpose", statementMessages.noRefund);
      else if (!refund.amount.eq(line.amount) || refund.toAccount !== line.counterpartyAccount)
        wrong(line, "amount", statementMessages.otherRefund);
    }
  });
  return errors.sort((one, other) => one.line - other.line);
}

async function bookedReferences({ own }: CashPorts, lines: readonly StatementLine[]): Promise<ReadonlyMap<string, BookedReference>> {
  const booked = new Map<string, BookedReference>();
  for (let start = 0; start < lines.length; start += referencesAtOnce) {
    const asked = lines.slice(start, start + referencesAtOnce).map(({ bankReference }) => bankReference);
    for (const found of await own.references(asked)) booked.set(comparedReference(found.bankReference), found);
  }
  return booked;
}

function isSame(known: BookedReference, line: StatementLine): boolean {
  // The line of a refund keeps the account it was ordered to; a bank may return one from another.
  const ofOther = known.refundId === undefined && known.counterpartyAccount !== line.counterpartyAccount;
  return !ofOther && known.direction === line.direction && known.amount.eq(line.amount) && known.bankDay === dayOf(line.creditedAt);
}
