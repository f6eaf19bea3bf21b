import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Refusal } from "../kernel/outcome.ts";
import { type Key, keyOf } from "../store/client.ts";
import { type RowOf, rowCodec, text, tonnes } from "../store/codec.ts";
import { openTable, type Table } from "../store/table.ts";
import type { WriteFragment } from "../store/transaction.ts";

const feeDebtFields = {
  siteId: text,
  instrument: text,
  /** The allocation whose certificate was reversed. */
  allocationId: text,
  /** What is owed and could not be held, because it was not free at the site. */
  tonnes,
};
/** Tonnes of a permit that a site owes since a certificate for its use fee was reversed; no row where it owes none. */
export type FeeDebt = RowOf<typeof feeDebtFields>;
const feeDebtCodec = rowCodec(feeDebtFields);

/** A permit of a site. */
export type FeeDebtName = Pick<FeeDebt, "siteId" | "instrument">;

function feeDebtKey({ siteId, instrument }: FeeDebtName): Key {
  return { pk: `debt#${siteId}`, sk: instrument };
}

/** What the ids of all dues of use fees begin with. */
export const feeDuePrefix = "allocation.";

/** Reads what sites owe of their permits. */
export interface FeeDebtReader {
  /** The debts among these permits of sites, a hundred at most, unordered; nothing for those that owe none. */
  feeDebts(names: readonly FeeDebtName[]): Promise<FeeDebt[]>;
}

/** The reads of debts for other contexts, by the name of the table Allocations: the function needs `BatchGetItem` on `debt#*` of it. */
export function feeDebtReader(dynamo: DynamoDBClient, tableName: string): FeeDebtReader {
  const table = openTable(dynamo, tableName);
  return { feeDebts: (names) => table.readMany(names.map(feeDebtKey), feeDebtCodec.decode) };
}

/** Writes and checks of debts, in the table Allocations. */
export function feeDebtsIn(table: Pick<Table, "name" | "put" | "remove">) {
  return {
    /** The write by which a site owes tonnes of a permit. */
    feeDebtPut: (debt: FeeDebt): WriteFragment<never> => table.put(feeDebtKey(debt), feeDebtCodec.encode(debt)),
    /** The write by which it owes none any more. */
    feeDebtRemove: (name: FeeDebtName): WriteFragment<never> => table.remove(feeDebtKey(name)),
    /**
     * The check, in the transaction that stores a permit or pays for it, that its site owes nothing of it: of a reversal and a payment at the
     * same time the later one sees the other. The function needs `ConditionCheckItem` on `debt#*` of this table.
     */
    noFeeDebt: <R extends Refusal>(name: FeeDebtName, failure: R): WriteFragment<R> => ({
      write: {
        ConditionCheck: { TableName: table.name, Key: keyOf(feeDebtKey(name)), ConditionExpression: "attribute_not_exists(pk)" },
      },
      failure,
    }),
  };
}

/** The check of debts, over the table of allocations. */
export type FeeDebtCheck = Pick<ReturnType<typeof feeDebtsIn>, "noFeeDebt">;
