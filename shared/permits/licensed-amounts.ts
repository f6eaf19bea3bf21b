import type { Instant } from "../kernel/clock.ts";
import { type Decimal, decimal } from "../kernel/decimal.ts";
import type { Key } from "../store/client.ts";
import { json, type RowOf, rowCodec, text } from "../store/codec.ts";
import type { Table } from "../store/table.ts";
import type { WriteFragment } from "../store/transaction.ts";

const licensedFields = {
  licenceNumber: text,
  /** Pollutants with tonnes a year, as decimal strings. */
  amounts: json((value) => value as readonly (readonly [pollutant: string, tonnes: string])[]),
  /** When the file was imported that says so. */
  importedAt: text,
};
const licensedCodec = rowCodec(licensedFields);
/** What a discharge licence allows, as the last imported file that has it says. */
export type LicensedAmounts = RowOf<typeof licensedFields>;

function licensedKey(licenceNumber: string): Key {
  return { pk: `licensed#${licenceNumber}`, sk: "licence" };
}

/** Reads and writes of what licences allow, in the table Licences. */
export function licensedAmountsIn(table: Pick<Table, "name" | "readMany" | "putIf">) {
  return {
    /** What some licences allow, a hundred at most, by licence and pollutant; licences that no imported file has are left out. */
    async licensedAmounts(licenceNumbers: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<string, Decimal>>> {
      const rows = await table.readMany([...new Set(licenceNumbers)].map(licensedKey), licensedCodec.decode);
      return new Map(
        rows.map(({ licenceNumber, amounts }) => [
          licenceNumber,
          new Map(amounts.map(([pollutant, tonnes]) => [pollutant, decimal(tonnes)])),
        ]),
      );
    },
    /** Keeps what a file says that was imported at an instant; refused as `not-found` where a later file was first. */
    licensedPut: (licensed: LicensedAmounts): WriteFragment<{ readonly code: "not-found" }> =>
      table.putIf(licensedKey(licensed.licenceNumber), licensedCodec.encode(licensed), earlierThan(licensed.importedAt), {
        code: "not-found",
      }),
  };
}

function earlierThan(importedAt: Instant) {
  return {
    condition: "attribute_not_exists(pk) OR #importedAt <= :importedAt",
    names: { "#importedAt": "importedAt" },
    values: { ":importedAt": { S: importedAt } },
  };
}

/** The reads of what licences allow. */
export type LicensedAmountsReader = Pick<ReturnType<typeof licensedAmountsIn>, "licensedAmounts">;
