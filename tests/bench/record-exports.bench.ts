import type { ExportStep } from "../../functions/records/exports/contract.ts";
import { takeStep } from "../../functions/records/exports/take-step.ts";
import { readRecord, recordIdOf, recordKey, recordsWith } from "../../functions/records/trades/rows.ts";
import { openTable } from "../../shared/store/table.ts";
import { aTrade } from "../support/a-trade.ts";
import { givenMember } from "../support/members.ts";
import { exportsWorld } from "../support/record-exports.ts";
import { bounded, median, medianRatio } from "./measuring.ts";

const begins = "2024-05-06T00:00:00.000Z";
const range = { from: begins, before: "2024-06-01T00:00:00.000Z" };
const exported = 10_000;
const rounds = 5;
const formats = ["jsonl", "csv", "xlsx"] as const;
/** Share of the speed of a raw read that each format has to keep: lists, cells and compression take the rest. */
const leastShare = { jsonl: 0.4, csv: 0.35, xlsx: 0.2 } as const;

/** Exports of 10,000 records, through the job with its real queue messages and objects, as a share of the speed of a raw read of the same rows. */
export async function benchRecordExports(): Promise<void> {
  const world = await exportsWorld();
  const { subject, partyId } = await givenMember(world.engine, { role: "enterprise", area: "420704" });
  await world.recordForParty(
    Array.from({ length: exported }, (_, place) => aTrade(begins, place, { partyId })),
    partyId,
  );
  const raw: number[] = [];
  const own = new Map(formats.map((format) => [format, [] as number[]]));
  for (let round = 0; round < rounds; round += 1) {
    raw.push(await timed(() => readRaw()));
    for (const format of formats) {
      const { exportId } = await world.ask(subject, { ...range, format });
      own.get(format)?.push(await timed(() => world.work(world.ports.limits, (ports, step: ExportStep) => takeStep(ports, step))));
      const { state } = await world.read(subject, exportId);
      if (state !== "ready") throw new Error(`an export is ${state}`);
    }
  }
  const perSecond = (times: readonly number[]): string => ((exported * 1000) / median(times)).toFixed(0);
  console.log(`raw read: ${perSecond(raw)} records a second`);
  for (const [format, times] of own)
    console.log(
      `export as ${format}: ${perSecond(times)} records a second, share of the raw read ${bounded(1 / medianRatio(times, raw), { least: leastShare[format] })}`,
    );

  /** The list and its records as the tables hold them: a query of a page, then its rows in batches side by side. */
  async function readRaw(): Promise<void> {
    const table = openTable(world.engine.dynamo, world.engine.tables.Records);
    const partition = recordsWith("420700", { party: partyId });
    let cursor: string | undefined;
    do {
      const page = await table.page({ partition, limit: 1_000, cursor }, recordIdOf);
      const batches = Array.from({ length: Math.ceil(page.items.length / 100) }, (_, batch) =>
        page.items.slice(batch * 100, (batch + 1) * 100),
      );
      await Promise.all(batches.map((batch) => table.readMany(batch.map(recordKey), readRecord)));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
}

async function timed(run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
