import { readFileSync } from "node:fs";

/** Capacity units of one command, as measured. */
export interface MeasuredCommand {
  readonly writes: number;
  readonly reads: number;
}

const columns = ["command", "items", "least write units", "write units", "read units", "why more"];

/** The commands of a capacity page (`docs/capacity.md`). Throws if the page has no such table, or a row of it can't be read. */
export function capacityTable(page: string): ReadonlyMap<string, MeasuredCommand> {
  const rows = page.split("\n").map(cellsOf);
  const heading = rows.findIndex((cells) => cells?.join("|") === columns.join("|"));
  if (heading < 0) throw new Error(`there is no table with the columns ${columns.join(", ")}`);
  const end = rows.findIndex((cells, index) => index > heading && cells === undefined);
  const table = rows.slice(heading + 2, end < 0 ? undefined : end);
  return new Map(
    table.map((cells = []) => {
      const [name = "", , , writes, reads] = cells;
      return [name, { writes: units(name, writes), reads: units(name, reads) }];
    }),
  );
}

/** The table of `docs/capacity.md`, which a test keeps as it is measured. */
export function readCapacityTable(): ReadonlyMap<string, MeasuredCommand> {
  return capacityTable(readFileSync(new URL("../../docs/capacity.md", import.meta.url), "utf8"));
}

function cellsOf(line: string): readonly string[] | undefined {
  if (!line.startsWith("|")) return undefined;
  return line
    .trim()
    .slice(1, -1)
    .split("|")
    .map((cell) => cell.trim());
}

function units(command: string, text: string | undefined): number {
  if (!text || !/^\d+(?:\.\d+)?$/.test(text)) throw new Error(`the capacity of ${command} is no number: ${text}`);
  return Number(text);
}
