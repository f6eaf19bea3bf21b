import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { largeWorkbook, partOf, withParts } from "../support/workbooks.ts";

const root = join(import.meta.dirname, "../..");
const moduleAt = (path: string): string => JSON.stringify(pathToFileURL(join(root, path)).href);

it("reads 10,000 rows, and ten times as many blank ones with formats, in a heap of 24 MB", async () => {
  const part = "xl/worksheets/sheet1.xml";
  const workbook = largeWorkbook(10_000);
  const blank = Array.from(
    { length: 100_000 },
    (_, at) => `<row r="${at + 20_000}" s="1" customFormat="1"><c r="A${at + 20_000}" s="1"/></row>`,
  );
  const sheet = partOf(workbook, part).replace("</sheetData>", `${blank.join("")}</sheetData>`);
  // Node and the schemas alone take more than half of the heap: the sheet as a whole would hardly fit, twice not at all.
  expect(sheet.length).toBeGreaterThan(7_000_000);
  const file = join(temporaryFolder("sheets"), "large.xlsx");
  writeFileSync(file, withParts(workbook, { [part]: sheet }));
  const script = `const { readFileSync } = await import("node:fs");
    const { readSheet } = await import(${moduleAt("shared/sheets/read-sheet.ts")});
    const { activitySheet } = await import(${moduleAt("tests/support/workbooks.ts")});
    const { lines, errorCount } = await readSheet(readFileSync(${JSON.stringify(file)}), activitySheet);
    process.stdout.write(lines.length + " lines, " + errorCount + " errors");`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--max-old-space-size=24", "--input-type=module", "--eval", script]);
  expect(stdout).toBe("10000 lines, 0 errors");
});
