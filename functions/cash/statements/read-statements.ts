import type { Call } from "../../../shared/http/api-handler.ts";
import { importErrorView } from "../../../shared/imports/import-errors.ts";
import { formatFen } from "../../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import type { cashEndpoints } from "../contract.ts";
import type { CashPorts } from "../ports.ts";
import { comparedReference } from "../rows.ts";
import { statementView } from "./import-statement.ts";

/** An imported statement. */
export async function readBankStatement({ own }: CashPorts, { params }: Call<typeof cashEndpoints.readBankStatement>) {
  const statement = await own.statement(params.statementId);
  return statement ? accept({ response: statementView(statement) }) : refuse({ code: "not-found" });
}

/** Everything that is wrong with a refused statement, a page at a time. */
export async function listBankStatementErrors({ own }: CashPorts, { params, query }: Call<typeof cashEndpoints.listBankStatementErrors>) {
  if (!(await own.statement(params.statementId))) return refuse({ code: "not-found" });
  const { items, ...rest } = await own.statementErrors(params.statementId, query);
  const errors = items.map(({ error }) => importErrorView(error));
  return accept({ response: { items: errors, ...rest } });
}

/** The lines of an accepted statement, with the booking of each once it is made. */
export async function listBankStatementLines({ own }: CashPorts, { params, query }: Call<typeof cashEndpoints.listBankStatementLines>) {
  if (!(await own.statement(params.statementId))) return refuse({ code: "not-found" });
  const { items, ...rest } = await own.statementLines(params.statementId, query);
  const references = await own.references(items.map(({ bankReference }) => bankReference));
  const booked = new Map(references.map(({ bankReference, bookingId }) => [comparedReference(bankReference), bookingId] as const));
  const lines = items.map((line) => {
    const bookingId = booked.get(comparedReference(line.bankReference));
    return { ...line, amount: formatFen(line.amount), ...(bookingId !== undefined && { bookingId }) };
  });
  return accept({ response: { items: lines, ...rest } });
}
