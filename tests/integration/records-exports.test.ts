import { beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "../../shared/kernel/canonical-json.ts";
import { givenMember } from "../support/members.ts";
import { aTrade, type ExportsWorld, exportsWorld } from "../support/record-exports.ts";

const begins = "2024-05-06T00:00:00.000Z";
const range = { from: begins, before: "2024-06-01T00:00:00.000Z" };

describe("an export of trade records", () => {
  let world: ExportsWorld;
  beforeAll(async () => {
    world = await exportsWorld();
  });

  it("is written by the job and downloaded by the person who asked", async () => {
    const mill = await givenMember(world.engine, { role: "enterprise", area: "420704" });
    const records = Array.from({ length: 30 }, (_, place) => aTrade(begins, place, { partyId: mill.partyId }));
    await world.record(records);
    const { exportId, state } = await world.ask(mill.subject, { ...range, format: "jsonl" });
    expect(state).toBe("queued");
    await world.work();
    const file = await world.download(mill.subject, exportId);
    expect(file.toString()).toBe(records.map((record) => `${canonicalJson(record)}\n`).join(""));
    expect(await world.read(mill.subject, exportId)).toMatchObject({
      ...{ state: "ready", recordsRead: 30, rowsWritten: 30, percentRead: 100, bytes: file.length },
      ...{ through: range.before, complete: true },
    });
  });
});
