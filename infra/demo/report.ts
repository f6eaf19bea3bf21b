/** Prints a heading of the demo with the seconds since it began. */
export function heading(text: string): void {
  console.log(`\n[${(performance.now() / 1000).toFixed(1).padStart(5)} s] ${text}`);
}

/** Prints a line of progress. */
export function note(text: string): void {
  console.log(`          ${text}`);
}

/** Prints rows as a table; columns are as wide as their widest cell. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = columns.map((column, position) => Math.max(width(column), ...rows.map((row) => width(row[position] ?? ""))));
  const line = (cells: readonly string[]): string => cells.map((cell, position) => pad(cell, widths[position] ?? 0)).join("  ");
  console.log(`          ${line(columns)}`);
  console.log(`          ${widths.map((each) => "-".repeat(each)).join("  ")}`);
  for (const row of rows) console.log(`          ${line(row)}`);
}

/** Columns a text takes on a terminal: Chinese characters take two. */
function width(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);
}

function pad(text: string, to: number): string {
  const space = " ".repeat(Math.max(0, to - width(text)));
  return /^-?[\d,.]+$/.test(text) ? space + text : text + space;
}

/** Comparisons with published figures. */
export class Checks {
  readonly #failed: string[] = [];
  #passed = 0;

  /** Compares a figure with the published one, digit by digit, and prints the result. */
  equal(what: string, found: unknown, expected: string): void {
    const fits = String(found) === expected;
    if (fits) this.#passed += 1;
    else this.#failed.push(`${what}: ${String(found)} instead of ${expected}`);
    note(`${fits ? "✓" : "✗"} ${what}: ${String(found)}${fits ? "" : ` — expected ${expected}`}`);
  }

  /** Whether every figure matched; prints the summary. */
  summary(): boolean {
    heading(`${this.#passed} figures matched, ${this.#failed.length} did not`);
    for (const failure of this.#failed) note(`✗ ${failure}`);
    return this.#failed.length === 0;
  }
}
