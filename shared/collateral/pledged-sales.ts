import type { Refusal } from "../kernel/outcome.ts";
import { type Key, keyOf } from "../store/client.ts";
import { integer, json, type RowOf, rowCodec, text, tonnes } from "../store/codec.ts";
import type { Table } from "../store/table.ts";
import type { WriteFragment } from "../store/transaction.ts";

/** What of an enforcement auctions read: whose tonnes a bank may have sold. Collateral keeps more in the same row. */
export const enforcedFields = {
  enforcementId: text,
  state: text,
  ...{ bankId: text, pledgorId: text, pledgorCreditCode: text },
  ...{ account: text, instrument: text },
  quantity: tonnes,
  /** Of the pledgor's site, where the tonnes lie on one: whom they may be sold to depends on it. */
  ...{ area: text, sourceClass: text, thermalPower: text },
  version: integer,
};
/** An enforcement, as auctions see it. */
export type Enforced = RowOf<typeof enforcedFields>;
const enforcedCodec = rowCodec(enforcedFields);

/** Key of an enforcement in the table Collateral. */
export function enforcementKey(enforcementId: string): Key {
  return { pk: `enforcement#${enforcementId}`, sk: "enforcement" };
}

/** A slice of a register as auctions see it. */
interface EnforcedSlice {
  readonly enforcement?: { readonly enforcementId: string };
  readonly holdId: string;
  readonly quantity: string;
  readonly freezes: readonly unknown[];
}
const registerCodec = rowCodec({ slices: json((value) => value as readonly EnforcedSlice[]), version: integer });

/** Names a position: its account and instrument. */
interface PositionName {
  readonly account: string;
  readonly instrument: string;
}

/** Key of the register of a position in the table Collateral. */
export function registerKey({ account, instrument }: PositionName): Key {
  return { pk: `register#${account}#${instrument}`, sk: "register" };
}

/** The slices that an enforcement is about, and the version of the register in which they are so. */
export interface EnforcedSlices {
  readonly slices: readonly EnforcedSlice[];
  readonly version: number;
}

/**
 * What auctions read of collateral, and the checks by which a sale and what collateral does exclude each other. Reads are strongly consistent;
 * a function needs `GetItem` and `ConditionCheckItem` on `enforcement#*` and `register#*` of the table Collateral.
 */
export function enforcementsIn(table: Pick<Table, "name" | "read">) {
  const unchanged = (key: Key, version: number): WriteFragment<never> => ({
    write: {
      ConditionCheck: {
        TableName: table.name,
        Key: keyOf(key),
        ConditionExpression: "version = :version",
        ExpressionAttributeValues: { ":version": { N: String(version) } },
      },
    },
    failure: "stale",
  });
  return {
    /** An enforcement. */
    enforced: (enforcementId: string) => table.read(enforcementKey(enforcementId), enforcedCodec.decode),
    /** The check that an enforcement is as it was read. */
    enforcedCheck: ({ enforcementId, version }: Enforced) => unchanged(enforcementKey(enforcementId), version),
    /** The slices of a position that are marked with an enforcement. */
    async enforcedSlices(name: PositionName, enforcementId: string): Promise<EnforcedSlices> {
      const register = await table.read(registerKey(name), registerCodec.decode);
      const slices = (register?.slices ?? []).filter((slice) => slice.enforcement?.enforcementId === enforcementId);
      return { slices, version: register?.version ?? 0 };
    },
    /** The check that the register of a position is as it was read: nothing was frozen or released since. */
    registerCheck: (name: PositionName, version: number) => unchanged(registerKey(name), version),
  };
}
/** See the function. */
export type Enforcements = ReturnType<typeof enforcementsIn>;

/** Key of the sale of an enforcement's tonnes in the table Auctions: there is one for each enforcement at most. */
export function pledgedSaleKey(enforcementId: string): Key {
  return { pk: `pledged-sale#${enforcementId}`, sk: "sale" };
}
const announcedSale = rowCodec({ auctionId: text });

/**
 * What collateral reads of auctions: whether the tonnes of an enforcement are on sale. A function needs `GetItem` and `ConditionCheckItem` on
 * `pledged-sale#*` of the table Auctions.
 */
export function announcedSalesIn(table: Pick<Table, "name" | "read">) {
  return {
    /** The auction in which the tonnes of an enforcement are or were sold; undefined where none was announced. */
    announcedSale: async (enforcementId: string): Promise<string | undefined> =>
      (await table.read(pledgedSaleKey(enforcementId), announcedSale.decode))?.auctionId,
    /** The check, in the transaction that does something else with the tonnes, that no sale of them is announced. */
    noAnnouncedSale: <R extends Refusal>(enforcementId: string, failure: R): WriteFragment<R> => ({
      write: {
        ConditionCheck: {
          TableName: table.name,
          Key: keyOf(pledgedSaleKey(enforcementId)),
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
      failure,
    }),
  };
}
/** See the function. */
export type AnnouncedSales = ReturnType<typeof announcedSalesIn>;
