import { readFileSync } from "node:fs";

/** A question that is asked often, as SQL over `trade_records`. */
export interface ArchiveQuery {
  /** Its name, and that of its file. */
  readonly name: string;
  readonly description: string;
  /** What stands in for each `?`, in order. */
  readonly parameters: readonly string[];
}

const days = ["first day", "last day"];

/** The usual questions. Each reads the days that it is asked about, and no others, except for what reversals take back. */
export const archiveQueries: readonly ArchiveQuery[] = [
  { name: "turnover", description: "Trades, quantity and turnover of each month, by pollutant, kind and series", parameters: days },
  { name: "average-prices", description: "Volume-weighted average price of each instrument, by kind and series", parameters: days },
  {
    name: "concentration",
    description: "Largest buyer and seller of each instrument, their shares, and the Herfindahl-Hirschman index of each side",
    parameters: days,
  },
  {
    name: "trades-of-party",
    description: "Every record in which a party has a part, by its unified social credit code",
    parameters: [...days, "credit code"],
  },
  { name: "records-of-auction", description: "Every record of an auction", parameters: [...days, "id of the auction"] },
  { name: "late-records", description: "Records that came after their time was sealed, with the block that has them", parameters: days },
  { name: "reversals", description: "Records that take others back, and whether both add up to nothing", parameters: days },
];

/** The SQL of a query. It is the same in Athena and in DuckDB. */
export function sqlOf({ name }: ArchiveQuery): string {
  return readFileSync(new URL(`./queries/${name}.sql`, import.meta.url), "utf8");
}
