import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import type { Account } from "../../../shared/ledger/account.ts";
import type { Table } from "../../../shared/store/table.ts";
import { type Accident, accidentCodec, type Standing, standingCodec } from "./rows.ts";

/** Partition of the accidents that exclude an account, by day. */
export function accidentsOf(account: Account): string {
  return `accidents#${account}`;
}

/** Reads of what excludes from being pledged. */
export interface ExclusionReads {
  /** How a year's discharges of an account stood, by pollutant. */
  standings(account: Account, year: string): Promise<readonly Standing[]>;
  /** Major accidents of a site or a member since a day; those that were withdrawn are not among them. */
  accidents(account: Account, since: PlainDate): Promise<readonly Accident[]>;
}

/** These reads, over the table Collateral; strongly consistent. */
export function exclusionReads(table: Pick<Table, "all">): ExclusionReads {
  return {
    standings: (account, year) => collected(table.all({ partition: `standing#${account}`, prefix: `${year}#` }, standingCodec.decode)),
    // A key is the day, `#` and an id.
    accidents: (account, since) => collected(table.all({ partition: accidentsOf(account), from: since }, accidentCodec.decode)),
  };
}

async function collected<Row>(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const found: Row[] = [];
  for await (const row of rows) found.push(row);
  return found;
}
