import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Verdict } from "../../bin/commands/verify/verdict.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { awardFacts } from "../bench/award-facts.ts";
import { ecovalue } from "../support/ecovalue.ts";
import { givenMember } from "../support/members.ts";
import { type ExportsWorld, exportsWorld } from "../support/record-exports.ts";
import { afterAll, type SealedFile, sealedFile } from "../support/sealed-file.ts";
import { openSealing } from "../support/sealing.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const purpose = "Inspection of 2026";
const range = { from: "2026-03-01T00:00:00.000Z", before: afterAll, format: "sealed" };

describe("an export as format=sealed", () => {
  let file: SealedFile;
  let world: ExportsWorld;
  let bureau: string;
  beforeAll(async () => {
    file = await sealedFile();
    // Blocks for more than one page of the job.
    for (let day = 5; day < 30; day += 1) {
      await file.world.record(awardFacts(2, `2026-03-${String(day).padStart(2, "0")}T12:00:00.000Z`));
    }
    file.world.clock.moveTo("2026-03-31T00:00:00.000Z");
    await file.world.seal();
    await file.world.sign();
    world = await exportsWorld("2026-03-31T01:00:00.000Z", file.world.engine);
    bureau = (await givenMember(world.engine, { role: "regulator", area: "420700" })).subject;
  });

  async function exported(as: string, body: object): Promise<string> {
    const { exportId } = await world.ask(as, { ...body, purpose });
    await world.work();
    const { state, rowsWritten } = await world.read(as, exportId);
    expect({ state, rowsWritten: rowsWritten > 0 }).toEqual({ state: "ready", rowsWritten: true });
    const path = join(temporaryFolder("sealed-export"), "records.sealed.jsonl");
    writeFileSync(path, await world.download(as, exportId));
    return path;
  }

  it("is verified by who downloads it, against the public head of another day", async () => {
    const path = await exported(bureau, { ...range, before: "2026-03-30T00:00:00.000Z" });
    const { body } = await world.call({ method: "GET", path: `/records/heads/${file.head.day}` });
    const head = join(temporaryFolder("sealed-export"), "head.json");
    writeFileSync(head, JSON.stringify(body));
    const { code, out } = await ecovalue(["verify", path, "--head", head]);
    const { verified, recomputed } = JSON.parse(out) as Verdict;
    expect({ code, verified, records: recomputed.records, complete: recomputed.complete }).toEqual({
      ...{ code: 0, verified: true, records: "66", complete: "yes" },
    });
    expect(recomputed.fingerprint).toBe(file.head.fingerprint);
  });

  it("of a district shows its records alone, and verifies", async () => {
    const district = (await givenMember(world.engine, { role: "district", area: "420704" })).subject;
    const path = await exported(district, range);
    expect((JSON.parse((await ecovalue(["verify", path])).out) as Verdict).verified).toBe(true);
  });

  it("is refused for anything but all of an area, and to members, who prove their records one by one", async () => {
    const member = (await givenMember(world.engine, { role: "enterprise" })).subject;
    const refused = async (as: string, more: object = {}) => {
      const { status, body } = await world.call({ as, method: "POST", path: "/records/exports", body: { ...range, purpose, ...more } });
      return [status, (body as { type: string }).type];
    };
    const ofParts = [422, "/problems/sealed-export-of-parts"];
    expect(await refused(bureau, { kind: "award" })).toEqual(ofParts);
    expect(await refused(bureau, { leastPrice: "1" })).toEqual(ofParts);
    expect(await refused(member)).toEqual(ofParts);
  });

  it("is refused before the chain has a signed head", async () => {
    const { engine } = await openSealing();
    const early = await exportsWorld(plusSeconds(afterAll, 3600), engine);
    const answer = await early.call({ as: bureau, method: "POST", path: "/records/exports", body: { ...range, purpose } });
    expect([answer.status, (answer.body as { type: string }).type]).toEqual([409, "/problems/no-signed-head"]);
  });
});
