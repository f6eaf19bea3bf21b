import * as z from "zod";
import { marketNames } from "../../../../shared/carbon/markets.ts";
import { listingIndex, secondListingIndex } from "../../../../shared/deployment/indexes.ts";
import { tonnes as tonnesIn } from "../../../../shared/kernel/schemas.ts";
import type { Key, PageRequest } from "../../../../shared/store/client.ts";
import { integer, json, oneOf, type RowOf, rowCodec, text } from "../../../../shared/store/codec.ts";
import { alsoListedAs, listedAs } from "../../../../shared/store/indexes.ts";
import type { Table } from "../../../../shared/store/table.ts";
import { allowancesLifecycles } from "../lifecycles.ts";

const line = z.object({
  vintage: z.string(),
  statedTonnes: tonnesIn,
  ledgerTonnes: tonnesIn,
  state: z.enum(allowancesLifecycles.statementLine.states),
  reason: z.string().optional(),
});
/** A balance of a vintage, by the registry and here. */
export type StatementLine = z.output<typeof line>;

const statementFields = {
  ...{ statementId: text, partyId: text, partyName: text, creditCode: text, area: text },
  market: oneOf(...marketNames),
  ...{ registry: text, statedOn: text, documentNumber: text },
  lines: json((value): readonly StatementLine[] => z.array(line).parse(value)),
  openDifferences: integer,
  recordedAt: text,
  version: integer,
};
/** What a registry says that an entity holds, against the ledger here. */
export type AllowanceStatement = RowOf<typeof statementFields>;
const statementCodec = rowCodec(statementFields);

/** Id of the statement of an entity in a market at the end of a day: there is one. */
export function statementIdOf({ partyId, market, statedOn }: Pick<AllowanceStatement, "partyId" | "market" | "statedOn">): string {
  return `${partyId}.${market}.${statedOn}`;
}
function statementKey(statementId: string): Key {
  return { pk: `allowance-statement#${statementId}`, sk: "statement" };
}
const statementsOf = (partyId: string) => `allowance-statements-of#${partyId}`;
const statementsIn = (area: string) => `allowance-statements-in#${area}`;

/** Reads and writes of statements. */
export function statementRows(table: Table) {
  return {
    /** A statement. */
    allowanceStatement: (statementId: string) => table.read(statementKey(statementId), statementCodec.decode),
    /** Statements of a member, the latest days first. */
    allowanceStatementsOf: (partyId: string, request: PageRequest) =>
      table.page({ index: secondListingIndex, partition: statementsOf(partyId), descending: true, ...request }, statementCodec.decode),
    /** Statements of members of exactly one area, the latest days first. */
    allowanceStatementsIn: (area: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: statementsIn(area), descending: true, ...request }, statementCodec.decode),
    /** Puts a statement: a new one (version 1) or its next version. */
    allowanceStatementPut: (row: AllowanceStatement) =>
      table.putVersion(
        statementKey(row.statementId),
        {
          ...statementCodec.encode(row),
          ...listedAs(statementsIn(row.area), `${row.statedOn}#${row.statementId}`),
          ...alsoListedAs(statementsOf(row.partyId), `${row.statedOn}#${row.market}`),
        },
        row.version,
      ),
  };
}
