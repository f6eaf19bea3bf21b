import { pledgedSaleKey } from "../../../shared/collateral/pledged-sales.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { keyOf } from "../../../shared/store/client.ts";
import { integer, money, type RowOf, rowCodec, text, tonnes } from "../../../shared/store/codec.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { Award } from "../rows.ts";

const fields = {
  enforcementId: text,
  auctionId: text,
  /** Awards that are neither settled nor in default. */
  openAwards: integer,
  settledTonnes: tonnes,
  /** Tonnes of awards in default. */
  returnedTonnes: tonnes,
  proceedsCny: money,
  /** Deposits of winners in default. */
  forfeitedCny: money,
};
/**
 * The sale of an enforcement's tonnes: one for each enforcement, for good. Its awards are counted and summed here in the transactions that end
 * them, so that whoever reads it after the last one finds none open, whichever that was.
 */
export type PledgedSale = RowOf<typeof fields>;
/** Rows of such sales. */
export const pledgedSaleCodec = rowCodec(fields);

/** Reads and writes of sales of pledged tonnes, over the table Auctions. */
export function pledgedSaleRows(table: Pick<Table, "name" | "read" | "putNew">) {
  const update = (enforcementId: string, expression: string, values: Readonly<Record<string, string>>): WriteFragment<never> => ({
    write: {
      Update: {
        TableName: table.name,
        Key: keyOf(pledgedSaleKey(enforcementId)),
        UpdateExpression: expression,
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { N: value }])),
      },
    },
    failure: "stale",
  });
  return {
    /** A sale; strongly consistent. */
    pledgedSale: (enforcementId: string) => table.read(pledgedSaleKey(enforcementId), pledgedSaleCodec.decode),
    /** Puts a new sale; there must be none of the enforcement yet. */
    pledgedSalePut: (sale: PledgedSale, failure: { readonly code: "lot-on-sale"; readonly enforcementId: string }) =>
      table.putNew(pledgedSaleKey(sale.enforcementId), pledgedSaleCodec.encode(sale), failure),
    /** Notes how many awards a sale ends with. */
    pledgedSaleAwarded: (enforcementId: string, awards: number) =>
      update(enforcementId, "SET openAwards = :awards", { ":awards": String(awards) }),
    /** Counts an award that was paid and delivered. */
    pledgedAwardSettled: (enforcementId: string, { quantity, amount }: Pick<Award, "quantity" | "amount">) =>
      update(enforcementId, "ADD openAwards :one, settledTonnes :tonnes, proceedsCny :cny", {
        ...{ ":one": "-1", ":tonnes": plain(quantity), ":cny": plain(amount) },
      }),
    /** Counts an award in default. */
    pledgedAwardDefaulted: (enforcementId: string, { quantity, deposit }: Pick<Award, "quantity" | "deposit">) =>
      update(enforcementId, "ADD openAwards :one, returnedTonnes :tonnes, forfeitedCny :cny", {
        ...{ ":one": "-1", ":tonnes": plain(quantity), ":cny": plain(deposit) },
      }),
  };
}
