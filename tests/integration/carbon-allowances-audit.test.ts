import { expect, it } from "vitest";
import { auditTables } from "../../infra/restore/audit.ts";
import { rowsOf } from "../../infra/restore/table-set.ts";
import { required } from "../../shared/kernel/invariant.ts";
import type { Item } from "../../shared/store/client.ts";
import { type Entity, openAllowanceOffice } from "../support/allowance-office.ts";

const audited = ["Carbon", "Ledger"] as const;
type Rows = Readonly<Record<string, readonly Item[]>>;

it("the audit of restored tables finds nothing in allowances that fit the ledger, and every step that reached only one of them", async () => {
  const office = await openAllowanceOffice();
  const { engine } = office;
  const rows = async (): Promise<Rows> =>
    Object.fromEntries(
      await Promise.all(audited.map(async (table) => [table, await Array.fromAsync(rowsOf(engine.dynamo, engine.tables[table]))])),
    );
  const wrong = async (tables: Rows) => {
    const { findings } = await auditTables(async function* (table) {
      yield* tables[table] ?? [];
    });
    return findings.map(({ wrong: says }) => says);
  };
  let before = await rows();
  const step = async (name: string, run: () => Promise<{ readonly status: number } | number>) => {
    const done = await run();
    if (typeof done !== "number") expect([name, done.status]).toEqual([name, 200]);
    const after = await rows();
    expect(await wrong(after), name).toEqual([]);
    for (const table of audited) {
      const torn = { ...after, [table]: required(before[table], table) };
      expect((await wrong(torn)).length, `${name}: ${table} is behind`).toBeGreaterThan(0);
    }
    before = after;
  };

  const { planId, year } = await office.draft();
  const one: Entity = await office.entity(year);
  const other: Entity = await office.entity(year);
  await office.must(office.put(planId, [office.lineOf(one)]));
  before = await rows();
  await step("approval", () => office.decide(planId, "approve"));
  for (const decision of ["publish", "pre-allocate"]) await office.must(office.decide(planId, decision));
  before = await rows();
  await step("pre-allocation", () => office.work(planId, "pre-allocate"));
  await office.accepted(one, year, "50000");
  before = await rows();
  await step("final allocation", () => office.finally(planId, one));
  const admission = { ...office.lineOf(other, { historic: { baseTonnes: "10000", productionDays: 300 } }), reason: "new" };
  await step("new entrant", () => office.send("POST", `/allowance-plans/${planId}/entrants`, admission));
  await step("claw-back", () => office.finally(planId, one, { kind: "closure", productionDays: 10 }));
});
