import { describe, expect, it } from "vitest";
import { auditTables } from "../../infra/restore/audit.ts";
import { rowsOf } from "../../infra/restore/table-set.ts";
import { required } from "../../shared/kernel/invariant.ts";
import type { Item } from "../../shared/store/client.ts";
import { daysAfter, openAllocationOffice } from "../support/allocation-office.ts";

const audited = ["Allocations", "Cash", "Ledger"] as const;
type Rows = Readonly<Record<string, readonly Item[]>>;

describe("the audit of restored tables", () => {
  it("finds nothing in allocations that fit the ledger, and every step that reached only one of them", async () => {
    const office = await openAllocationOffice("Ledger");
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
    const step = async (name: string, run: () => Promise<unknown>) => {
      await run();
      const after = await rows();
      expect(await wrong(after), name).toEqual([]);
      for (const table of ["Ledger", "Allocations"]) {
        const torn = { ...after, [table]: required(before[table], table) };
        expect((await wrong(torn)).length, `${name}: ${table} is behind`).toBeGreaterThan(0);
      }
      before = after;
    };

    const payer = await office.holder();
    const [, second] = payer.payBy;
    const until = async (days: number) => {
      office.clock.moveTo(daysAfter(required(second, "second deadline"), days));
      await office.closeDay();
    };
    await office.receive(payer, "6400");
    before = await rows();
    await step("delivery", () => office.payDues(payer));
    await until(-30);
    before = await rows();
    await step("notice", () => office.steps(payer));
    await until(16);
    before = await rows();
    await step("overdue and frozen", () => office.steps(payer));
    await office.receive(payer, "2400");
    before = await rows();
    await step("restored", () => office.payDues(payer));

    const certified = await office.holder({ plan: { paymentMode: "tax-certificate", decidedAt: "2026-06-01T01:00:00.000Z" } });
    before = await rows();
    await step("certificate", () => office.certify(certified, "8800", { number: "TAX-1", issuedOn: "2026-06-30" }));
    await office.sell(certified, "COD", "6");
    before = await rows();
    await step("reversal", () => office.reverse(certified, "TAX-1"));
    await office.buyBack(certified, "COD", "1");
    before = await rows();
    await step("debt secured", () => office.steps(certified));
    const missing = await office.holder();
    before = await rows();
    await step("return", () => office.steps(missing));
  });
});
