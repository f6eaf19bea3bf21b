import { listingIndex, secondListingIndex } from "../../../shared/deployment/indexes.ts";
import type { PageRequest } from "../../../shared/store/client.ts";
import { alsoListedAs, listedAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import {
  type OffsetPart,
  obligationCodec,
  obligationKey,
  type Surrender,
  type SurrenderObligation,
  serialsOf,
  sortableSerial,
  surrenderCodec,
  surrendersOf,
  turnCodec,
  usedCodec,
} from "./rows.ts";

/** Reads and writes of surrender, over the table Carbon. Reads are strongly consistent, except for the lists. */
export function surrenderRows(table: Table) {
  return {
    /** What an entity has to surrender for a year, if anything is known of it. */
    obligation: (partyId: string, year: string) => table.read(obligationKey({ partyId, year }), obligationCodec.decode),
    /** Obligations in exactly one area, newest year first. */
    obligationsIn: (area: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: `obligations#${area}`, descending: true, ...request }, obligationCodec.decode),
    /** Obligations of an entity, newest year first. */
    obligationsOf: (partyId: string, request: PageRequest) =>
      table.page({ index: secondListingIndex, partition: `obligations#${partyId}`, descending: true, ...request }, obligationCodec.decode),
    /** Puts the next version of an obligation. */
    obligationPut: (row: SurrenderObligation) => {
      const { partyId, area, year } = row;
      const lists = { ...listedAs(`obligations#${area}`, `${year}#${partyId}`), ...alsoListedAs(`obligations#${partyId}`, year) };
      return table.putVersion(obligationKey(row), { ...obligationCodec.encode(row), ...lists }, row.version);
    },
    /** Surrenders of an entity for a year, newest first. */
    surrenders: (of: { readonly partyId: string; readonly year: string }, request: PageRequest) =>
      table.page({ partition: surrendersOf(of), prefix: "surrender#", descending: true, ...request }, surrenderCodec.decode),
    /** Puts a surrender. */
    surrenderPut: (row: Surrender) => table.put({ pk: surrendersOf(row), sk: `surrender#${row.surrenderId}` }, surrenderCodec.encode(row)),
    /** The first used range of a project that ends at a serial number or later. */
    async usedFrom({ first, ...project }: OffsetPart) {
      const request = { partition: serialsOf(project), from: `used#${sortableSerial(first)}`, limit: 1 };
      // `turn` sorts before `used#`.
      return (await table.page(request, usedCodec.decode)).items[0];
    },
    /** How often ranges of a project were used. */
    serialTurn: async (of: Pick<OffsetPart, "kind" | "project">) =>
      (await table.read({ pk: serialsOf(of), sk: "turn" }, turnCodec.decode))?.version ?? 0,
    /** Puts the next turn of a project: whoever uses ranges at the same time reads again. */
    serialTurnPut: (of: Pick<OffsetPart, "kind" | "project">, version: number) =>
      table.putVersion({ pk: serialsOf(of), sk: "turn" }, turnCodec.encode({ version }), version),
    /** Marks a range as used; its key is its end. */
    usedPut: ({ first, last, ...of }: OffsetPart, surrenderId: string) =>
      table.putNew({ pk: serialsOf(of), sk: `used#${sortableSerial(last)}` }, usedCodec.encode({ first, last, surrenderId }), "stale"),
  };
}
