import type { ImportError } from "../../../shared/imports/import-errors.ts";
import { importErrorCodec, importRowKey } from "../../../shared/imports/import-rows.ts";
import { keyOf, type PageRequest } from "../../../shared/store/client.ts";
import type { Table } from "../../../shared/store/table.ts";
import { type Statement, type StatementLine, statementCodec, statementKey, statementLineCodec, statementPartition } from "../rows.ts";

/** Imported statements in the table of cash. */
export type StatementRows = ReturnType<typeof statementRowsIn>;

/** Reads and writes of imported statements. */
export function statementRowsIn(table: Table) {
  return {
    /** A statement. */
    statement: (statementId: string) => table.read(statementKey(statementId), statementCodec.decode),
    /** Puts the next state of a statement; `stale` when it has changed since it was read. */
    statementPut: (statement: Statement) =>
      table.putVersion(statementKey(statement.statementId), statementCodec.encode(statement), statement.version),
    /** Puts lines and errors of a statement that is not there yet: nobody sees them before the statement itself is put. */
    statementRowsPut: (statementId: string, lines: readonly StatementLine[], errors: readonly ImportError[]) => {
      const pk = statementPartition(statementId);
      return table.putAll([
        ...lines.map((line) => ({ ...keyOf({ pk, sk: importRowKey("line", line.line) }), ...statementLineCodec.encode(line) })),
        ...errors.map((error, position) => ({
          ...keyOf({ pk, sk: importRowKey("error", position) }),
          ...importErrorCodec.encode({ error }),
        })),
      ]);
    },
    /** Errors of a statement, in the order of the file. */
    statementErrors: (statementId: string, request: PageRequest) =>
      table.page({ partition: statementPartition(statementId), prefix: "error#", ...request }, importErrorCodec.decode),
    /** Lines of a statement, in the order of the file, a page at a time. */
    statementLines: (statementId: string, request: PageRequest) =>
      table.page({ partition: statementPartition(statementId), prefix: "line#", ...request }, statementLineCodec.decode),
    /** Every line of a statement, to be booked. */
    everyStatementLine: (statementId: string) =>
      table.all({ partition: statementPartition(statementId), prefix: "line#" }, statementLineCodec.decode),
  };
}
