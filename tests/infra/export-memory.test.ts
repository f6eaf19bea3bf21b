import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const moduleAt = (path: string): string => JSON.stringify(pathToFileURL(join(root, path)).href);

it.for(["csv", "jsonl", "xlsx"])(
  "writes 24,000 records as %s in a heap of 80 MB, step by step, and keeps nothing of them",
  { timeout: 300_000 },
  async (format) => {
    // Records come out of nothing and parts vanish: what is measured is what the job itself holds.
    const script = `
    const { recordsPerPage, stepLimits, writeRows } = await import(${moduleAt("functions/records/exports/write-rows.ts")});
    const { recordRows } = await import(${moduleAt("functions/records/trades/rows.ts")});
    const { aTrade } = await import(${moduleAt("tests/support/a-trade.ts")});
    const begins = "2024-05-06T00:00:00.000Z";
    const most = 24_000;
    const made = (place) => aTrade(begins, place, { recordId: "award-" + place, partyId: "party" });
    const records = {
      page: async ({ limit, cursor = "0" }, decode) => {
        const first = Number(cursor);
        const items = Array.from({ length: Math.min(limit, most - first) }, (_, place) => decode(recordRows(made(first + place))[1]));
        return first + limit < most ? { items, nextCursor: String(first + limit) } : { items };
      },
      readMany: async (keys, decode) => keys.map(({ pk }) => decode(recordRows(made(Number(pk.split("-").at(-1))))[0])),
    };
    let rest;
    let uploaded = 0;
    const files = { putOnce: async (_key, bytes) => void (rest = bytes), readBytes: async () => rest };
    const uploads = { begin: async () => "upload", put: async (_key, _upload, number, bytes) => ((uploaded += bytes.length), { number, tag: "t", crc32: "c" }) };
    const asked = { area: "420700", selection: {}, from: begins, before: "2024-06-06T00:00:00.000Z", language: "zh" };
    let row = { exportId: "e", format: ${JSON.stringify(format)}, asked, reached: begins, step: 0, attempts: 1, recordsRead: 0, rowsWritten: 0, bytes: 0, parts: [] };
    let buffers = 0;
    let steps = 0;
    do {
      row = await writeRows({ sources: { records, perPage: recordsPerPage }, files, uploads, limits: stepLimits }, row);
      row = { ...row, step: row.step + 1, attempts: row.attempts + 1 };
      steps += 1;
      globalThis.gc();
      buffers = Math.max(buffers, process.memoryUsage().arrayBuffers);
    } while (row.cursor !== undefined);
    process.stdout.write(JSON.stringify({ rows: row.rowsWritten, steps, bytes: row.bytes, uploaded, buffers }));
    process.exit();`;
    const flags = ["--max-old-space-size=80", "--expose-gc", "--input-type=module", "--eval", script];
    const { stdout } = await promisify(execFile)(process.execPath, flags);
    const { rows, steps, bytes, buffers } = JSON.parse(stdout) as Record<string, number>;
    expect(rows).toBe(24_000);
    expect(steps).toBeGreaterThan(1);
    // What is kept between two steps is the rest alone, however large the file is.
    expect(buffers).toBeLessThan(24 * 1024 * 1024);
    if (format === "jsonl") expect(bytes).toBeGreaterThan(20 * 1024 * 1024);
  },
);
