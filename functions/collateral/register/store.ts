import { registerKey } from "../../../shared/collateral/pledged-sales.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import type { Key, PageRequest } from "../../../shared/store/client.ts";
import { integer, json, rowCodec, text } from "../../../shared/store/codec.ts";
import { dueAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { nextTermEnd } from "./freeze-terms.ts";
import { isFull } from "./limits.ts";
import type { PositionName, Register, Slice } from "./rows.ts";

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
/** A position on which something is or was registered, by its owner. */
const encumberedCodec = rowCodec({ partyId: text, account: text, instrument: text });

/** Kind of due work: the term of a freeze ends on some slice of a register. */
export const freezeTermDue = "freeze";

function bookOf({ account, instrument }: PositionName): string {
  return `book#${account}#${instrument}`;
}

/** Reads and writes of registers of positions; all reads are strongly consistent. */
export function registerRows(table: Table) {
  return {
    /** What lies on a position; undefined where nothing ever did. */
    register: (name: PositionName) => table.read(registerKey(name), registerCodec.decode),
    /** What lies on the position of a row of the due index. */
    registerIn: (key: Key) => table.read(key, registerCodec.decode),
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
      invariant(!isFull(row.slices), "a register has no more in it than it may");
      const { partyId, account, instrument } = row;
      const encoded = registerCodec.encode(row);
      const termEnd = nextTermEnd(row.slices);
      return [
        table.putVersion(
          registerKey(row),
          { ...encoded, ...(termEnd !== undefined && dueAs(freezeTermDue, `${account}#${instrument}`, termEnd)) },
          row.version,
        ),
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
