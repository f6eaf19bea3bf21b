import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { ExportStep } from "../../functions/records/exports/contract.ts";
import { exportStep } from "../../functions/records/exports/contract.ts";
import { takeStep } from "../../functions/records/exports/take-step.ts";
import { canonicalJson } from "../../shared/kernel/canonical-json.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import type { TradeRecord } from "../../shared/records/trade-record.ts";
import { leastPartBytes } from "../../shared/store/uploads.ts";
import { queueConsumer } from "../../shared/streams/queue-consumer.ts";
import { aTrade } from "../support/a-trade.ts";
import { untilKilled } from "../support/doomed.ts";
import { givenMember } from "../support/members.ts";
import { queueEvent } from "../support/queues.ts";
import { doomedJob, type ExportsWorld, exportsWorld } from "../support/record-exports.ts";

const begins = "2023-05-08T00:00:00.000Z";
const range = { from: begins, before: "2023-06-01T00:00:00.000Z" };
const linesOf = (records: readonly TradeRecord[]) => records.map((record) => `${canonicalJson(record)}\n`).join("");

let world: ExportsWorld;
/** A member whose records fill a part, and something more. */
let owner: { readonly subject: string; readonly partyId: string };
let records: readonly TradeRecord[];
/** Four steps for them: two are too little for a part, the third completes one, the fourth writes the rest. */
const limits = { records: 20, bytes: leastPartBytes };
const perPage = 10;
beforeAll(async () => {
  world = await exportsWorld();
  owner = await givenMember(world.engine, { role: "enterprise", area: "420704" });
  const title = "x".repeat(100_000);
  records = Array.from({ length: 66 }, (_, place) => aTrade(begins, place, { partyId: owner.partyId, title: `${place} ${title}` }));
  await world.record(records);
  world = { ...world, ports: { ...world.ports, limits, sources: { ...world.ports.sources, perPage } } };
});

const ask = (format = "jsonl") => world.ask(owner.subject, { ...range, format });
/** How a step is taken under the limits of this file. */
const small = (take: (step: ExportStep) => Promise<void>) => world.work(limits, (_, step) => take(step));

describe("the job of an export", () => {
  it("that is killed at any of its requests, and run again, writes the same bytes in parts", async () => {
    const expected = linesOf(records);
    expect(Buffer.byteLength(expected)).toBeGreaterThan(leastPartBytes * 1.2);
    let kills = 0;
    for (let first = 1; first <= 4; first += 1) {
      const { exportId } = await ask();
      await small(async (step) => {
        // Each step is killed three times, ever later, before or after a request has taken effect, then delivered again.
        for (let at = first; at <= 12; at += 4) {
          const doom = { at, after: (at + step.step) % 2 === 0 };
          let killed = true;
          await untilKilled(async () => {
            await takeStep(doomedJob(world, world.ports, doom), step);
            killed = false;
          });
          if (killed) kills += 1;
        }
        await takeStep(world.ports, step);
      });
      expect(await world.read(owner.subject, exportId)).toMatchObject({ state: "ready", rowsWritten: records.length });
      expect((await world.download(owner.subject, exportId)).toString() === expected).toBe(true);
    }
    expect(kills).toBeGreaterThan(30);
  });

  it("whose messages are delivered twice, one after the other and side by side, writes the same bytes", async () => {
    for (const twice of [
      async (step: ExportStep) => {
        await takeStep(world.ports, step);
        await takeStep(world.ports, step);
      },
      async (step: ExportStep) => void (await Promise.all([takeStep(world.ports, step), takeStep(world.ports, step)])),
    ]) {
      const { exportId } = await ask();
      await small(twice);
      expect((await world.download(owner.subject, exportId)).toString() === linesOf(records)).toBe(true);
      expect(await world.ports.own.export(owner, exportId)).toMatchObject({ parts: [{}, {}], state: "ready" });
    }
  });

  it("that a record reaches late while a step is tried again has it once or not at all, never a part of it", async () => {
    const { exportId } = await ask();
    const late = aTrade(begins, 10.5, { partyId: owner.partyId, title: "late" });
    let first = true;
    await small(async (step) => {
      if (first) {
        // Killed after it had stored what it wrote, before the row says so.
        await untilKilled(() => takeStep(doomedJob(world, world.ports, { at: 8, after: false }), step));
        await world.record([late]);
        first = false;
      }
      await takeStep(world.ports, step);
    });
    const withLate = records.toSpliced(11, 0, late);
    const file = (await world.download(owner.subject, exportId)).toString();
    expect([linesOf(withLate), linesOf(records)].includes(file)).toBe(true);
    expect(await world.read(owner.subject, exportId)).toMatchObject({
      rowsWritten: file.split("\n").length - 1,
      bytes: Buffer.byteLength(file),
    });
    records = withLate;
  });

  it("gives an export up after a step has failed five times, and leaves no upload behind", async () => {
    const { exportId } = await ask();
    const broken = { ...world.ports, steps: { send: async () => undefined } };
    const failing = {
      ...broken,
      sources: { ...broken.sources, perPage: 0 },
    };
    let step: ExportStep = { ...owner, exportId, step: 0 };
    for (; step.step < 3; step = { ...step, step: step.step + 1 }) await takeStep(broken, step);
    const { upload, fileKey } = (await world.ports.own.export(owner, exportId)) ?? {};
    expect(upload).toBeDefined();
    for (let tries = 1; tries <= 5; tries += 1) await expect(takeStep(failing, step)).rejects.toThrow();
    expect(await world.read(owner.subject, exportId)).toMatchObject({ state: "failed", reason: "fault" });
    await expect(world.ports.uploads.put(String(fileKey), String(upload), 99, Buffer.from("x"))).rejects.toMatchObject({
      name: "NoSuchUpload",
    });
    await small((each) => takeStep(world.ports, each));
    expect(await world.read(owner.subject, exportId)).toMatchObject({ state: "failed" });
  });

  it("takes nothing from a message but which export is meant: forged and damaged ones change nothing", async () => {
    const other = await givenMember(world.engine, { role: "enterprise", area: "420704" });
    const { exportId } = await ask();
    const before = await world.ports.own.export(owner, exportId);
    const forged = [
      { ...other, exportId, step: 0 },
      { partyId: owner.partyId, subject: other.subject, exportId, step: 0 },
      { partyId: owner.partyId, subject: owner.subject, exportId: randomUUID(), step: 0 },
      { partyId: owner.partyId, subject: owner.subject, exportId, step: 7 },
    ].map(({ partyId, subject, ...rest }) => ({ partyId, subject, ...rest }));
    for (const step of forged) await takeStep(world.ports, step);
    expect(await world.ports.own.export(owner, exportId)).toEqual(before);
    const consume = queueConsumer(exportStep, (step) => takeStep(world.ports, step as ExportStep));
    const { batchItemFailures } = await consume(...queueEvent(["{", { exportId }, { ...forged[3], step: -1 }]));
    expect(batchItemFailures).toHaveLength(3);
    await small((each) => takeStep(world.ports, each));
  });

  it("goes on when whoever asked reads how far it is, if its message was lost", async () => {
    const { exportId } = await ask("csv");
    // The message is lost; a read within the time of a step changes nothing.
    await small(async () => undefined);
    await world.read(owner.subject, exportId);
    await small(async () => expect.unreachable("a step may still be at work"));
    world.clock.moveTo(plusSeconds(world.clock.now(), 121));
    expect(await world.read(owner.subject, exportId)).toMatchObject({ state: "queued" });
    await small((step) => takeStep(world.ports, step));
    expect(await world.read(owner.subject, exportId)).toMatchObject({ state: "ready", rowsWritten: records.length });
  });

  it("shows how far it is from step to step", async () => {
    const { exportId } = await ask("xlsx");
    const seen: (readonly [string, number, number])[] = [];
    await small(async (step) => {
      const { state, recordsRead, percentRead } = await world.read(owner.subject, exportId);
      seen.push([state, recordsRead, percentRead]);
      await takeStep(world.ports, step);
    });
    expect(seen.map(([state, read]) => [state, read])).toEqual([
      ["queued", 0],
      ["running", 20],
      ["running", 40],
      ["running", 60],
    ]);
    for (const [place, [, , percent]] of seen.entries()) expect(percent).toBeGreaterThanOrEqual(seen[place - 1]?.[2] ?? 0);
  });
});
