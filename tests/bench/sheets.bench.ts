import { invariant } from "../../shared/kernel/invariant.ts";
import { openPackage } from "../../shared/sheets/open-package.ts";
import { readSheet } from "../../shared/sheets/read-sheet.ts";
import { sheetRows } from "../../shared/sheets/sheet-rows.ts";
import { findWorksheet } from "../../shared/sheets/workbook.ts";
import { activitySheet, largeWorkbook } from "../support/workbooks.ts";
import { bounded, median, medianRatio } from "./measuring.ts";

const rows = 10_000;
const runs = 15;

/**
 * Times checking a workbook of 10,000 rows, all errors and typed lines, as a ratio to reading the same file's cells without checks. Runs
 * alternate, after one of each that warms up.
 */
export async function benchSheets(): Promise<void> {
  const workbook = largeWorkbook(rows);
  const shape = { ...activitySheet, mostLines: rows };
  const times = { read: [] as number[], checked: [] as number[] };
  for (let run = 0; run <= runs; run++) {
    const read = await timed(() => readOnly(workbook));
    const checked = await timed(async () => (await readSheet(workbook, shape)).lines.length);
    // The header is a row that is no line.
    invariant(read.count === rows + 1 && checked.count === rows, "rows that were read");
    if (run === 0) continue;
    times.read.push(read.milliseconds);
    times.checked.push(checked.milliseconds);
  }
  console.log(`a workbook of ${rows} rows, ${(workbook.length / 1000).toFixed(0)} kB; median of ${runs} runs\n`);
  console.log("read without checks".padEnd(24), `${median(times.read).toFixed(0)} ms`.padStart(9));
  const ratio = bounded(medianRatio(times.checked, times.read), { most: 2 });
  console.log("checked".padEnd(24), `${median(times.checked).toFixed(0)} ms`.padStart(9), ratio.padStart(20));
}

async function readOnly(workbook: Uint8Array): Promise<number> {
  const files = await openPackage(workbook);
  let count = 0;
  for await (const event of sheetRows(files, await findWorksheet(files, activitySheet.sheet))) if ("cells" in event) count++;
  return count;
}

async function timed(work: () => Promise<number>): Promise<{ readonly count: number; readonly milliseconds: number }> {
  const start = performance.now();
  const count = await work();
  return { count, milliseconds: performance.now() - start };
}
