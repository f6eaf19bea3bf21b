import type { Instant } from "../../../shared/kernel/clock.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import type { Key, PageRequest } from "../../../shared/store/client.ts";
import { integer, json, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { PositionName, Register, Slice } from "./register.ts";

const registerFields = {
  account: text,
  instrument: text,
  partyId: text,
  area: text,
  slices: json((value) => value as readonly Slice[]),
  version: integer,
  changedAt: text,
};
const registerCodec = rowCodec(registerFields);
const encumberedFields = { partyId: text, account: text, instrument: text };
/** A position on which something is or was registered, by its owner. */
export type Encumbered = RowOf<typeof encumberedFields>;
const encumberedCodec = rowCodec(encumberedFields);

/** Slices of a position at once: their row and every version of it stay small. */
export const mostSlices = 100;

/** Pledges on a slice at once: one transaction pays all of them when it is sold. */
export const mostEntries = 12;

function registerKey({ account, instrument }: PositionName): Key {
  return { pk: `register#${account}#${instrument}`, sk: "register" };
}
function bookOf({ account, instrument }: PositionName): string {
  return `book#${account}#${instrument}`;
}

/** Reads and writes of registers of positions; all reads are strongly consistent. */
export function registerRows(table: Table) {
  return {
    /** What lies on a position; undefined where nothing ever did. */
    register: (name: PositionName) => table.read(registerKey(name), registerCodec.decode),
    /** What lies on several positions, a hundred at most, unordered and without those on which nothing ever did. */
    registersAt: (names: readonly PositionName[]) => table.readMany(names.map(registerKey), registerCodec.decode),
    /** The register of a position as it was at an instant; undefined before the first registration. */
    async registerAt(name: PositionName, at: Instant): Promise<Register | undefined> {
      const { items } = await table.page({ partition: bookOf(name), to: `${at}#~`, descending: true, limit: 1 }, registerCodec.decode);
      return items[0];
    },
    /** Every version of a position's register, newest first. */
    registerVersions: (name: PositionName, request: PageRequest) =>
      table.page({ partition: bookOf(name), descending: true, ...request }, registerCodec.decode),
    /** Positions of a member on which something is or was registered. */
    encumberedOf: (partyId: string, request: PageRequest) =>
      table.page({ partition: `encumbered#${partyId}`, ...request }, encumberedCodec.decode),
    /** Puts the next version of a register, and keeps it in the book for good; `stale` if another change came first. */
    registerPut(row: Register): WriteFragment<never>[] {
      invariant(row.slices.length <= mostSlices, "a register has no more slices than it may");
      const { partyId, account, instrument } = row;
      const encoded = registerCodec.encode(row);
      return [
        table.putVersion(registerKey(row), encoded, row.version),
        table.put({ pk: bookOf(row), sk: `${row.changedAt}#${String(row.version).padStart(8, "0")}` }, encoded),
        ...(row.version === 1
          ? [
              table.put(
                { pk: `encumbered#${partyId}`, sk: `${account}#${instrument}` },
                encumberedCodec.encode({ partyId, account, instrument }),
              ),
            ]
          : []),
      ];
    },
  };
}
