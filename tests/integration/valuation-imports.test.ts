import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { linesPerPage, mostLines } from "../../functions/valuation/imports/limits.ts";
import { readPriceFile } from "../../functions/valuation/imports/read-price-file.ts";
import { plusDays } from "../../shared/kernel/calendar.ts";
import { colleagueOf } from "../support/second-person.ts";
import { PriceWorld } from "./valuation-support.ts";

/** Lines of as many days, the last of which is 1 March 2026. */
function linesOf(days: number): string[] {
  return Array.from({ length: days }, (_, day) => `national,${plusDays("2026-03-01", -day)},10,${60 + (day % 3)}.5,exchange`);
}

describe("the import of a file of prices", () => {
  let world: PriceWorld;
  beforeEach(async () => {
    world = await PriceWorld.open();
  });

  it("reads the documented example", () => {
    const { lines, errors } = readPriceFile(readFileSync(new URL("../../docs/examples/market-prices.csv", import.meta.url)), "2026-03-02");
    expect(errors).toEqual([]);
    expect(lines).toHaveLength(4);
  });

  it("books every price with a fact of its own, page by page, by whoever imported and approved it", async () => {
    const lines = [...linesOf(linesPerPage), "national,2026-03-01,11,60.4,agency", "hubei,2026-03-01,0,41,exchange"];
    const file = await world.done(world.importing(lines));
    expect(file).toMatchObject({ state: "accepted", markets: ["hubei", "national"], lines: linesPerPage + 2 });
    await world.book(file);
    const read = await world.done({ as: world.operator, method: "GET", path: `/valuation/price-imports/${String(file.importId)}` });
    expect(read).toMatchObject({ state: "booked", bookedAt: world.clock.now() });
    const facts = await world.published();
    expect(facts).toHaveLength(linesPerPage + 2);
    const approvedBy = await colleagueOf(world.engine, world.operator);
    expect(new Set(facts.map((fact) => `${fact.actor} ${fact.approvedBy}`))).toEqual(new Set([`${world.operator} ${approvedBy}`]));
    expect((await world.read("national?limit=1")).items).toMatchObject([
      { date: "2026-03-01", prices: [{ source: "exchange", priceCny: "60.5", documentNumber: "list of 2026" }, { source: "agency" }] },
    ]);
  });

  it("tells all that is wrong at once, and stores nothing", async () => {
    await world.done(world.booking("2026-02-27"));
    const wrong = [
      "national,2026-02-27,100,60,exchange",
      "national,2026-03-03,1,60,exchange",
      "shenzhen,2026-02-26,1,60,exchange",
      "national,2026-02-26,-1,0,hearsay",
      "national,2026-02-25,1,60,exchange",
      "national,2026-02-25,2,61,exchange",
      "national,2026-02-24,1",
    ];
    const problem = await world.refused(world.importing(wrong));
    expect(problem).toMatchObject({ code: "price-file-refused", status: 422, errorCount: 8 });
    expect((problem.lineErrors as { line: number; column: string }[]).map(({ line, column }) => `${line} ${column}`)).toEqual([
      ...["2 date", "3 date", "4 market", "5 volumeTonnes", "5 priceCny", "5 source", "7 date", "8 "],
    ]);
    expect(await world.published()).toHaveLength(1);
    expect((await world.read("national")).items).toHaveLength(1);
    // Corrected, the same lines are accepted: nothing was left behind.
    await world.book(await world.done(world.importing(["national,2026-02-25,1,60,exchange"])));
    expect(await world.published()).toHaveLength(2);
  });

  it("is refused for a file without lines, with too many, and for one that was imported", async () => {
    const errorsOf = async (lines: readonly string[]) => (await world.refused(world.importing(lines))).lineErrors;
    expect(await errorsOf([])).toMatchObject([{ line: 0, en: "the file has no lines" }]);
    expect(await errorsOf(linesOf(mostLines + 1))).toMatchObject([{ en: expect.stringContaining("at most 2000 lines") }]);
    const file = await world.done(world.importing(linesOf(1)));
    expect(await world.refused(world.importing(linesOf(1)))).toMatchObject({ code: "price-file-imported", importId: file.importId });
    await world.book(file);
    expect((await world.refused(world.importing(linesOf(1)))).code).toBe("price-file-imported");
  });

  it("keeps its markets for itself until all of it is booked; other markets go on", async () => {
    const file = await world.done(world.importing(linesOf(1)));
    const waits = { code: "price-import-running", market: "national", importId: file.importId };
    expect(await world.refused(world.booking("2026-02-20"))).toMatchObject(waits);
    expect(await world.refused(world.importing(["national,2026-02-20,1,60,exchange"]))).toMatchObject(waits);
    await world.done(world.booking("2026-02-20", { market: "hubei" }));
    await world.book(file);
    await world.done(world.booking("2026-02-20"));
    await world.done(world.correction("2026-03-01", 1));
  });

  it("books each price once, however often and beside whom it runs", async () => {
    const file = await world.done(world.importing(linesOf(2 * linesPerPage)));
    await Promise.all([world.book(file), world.book(file), world.book(file)]);
    await world.book(file);
    expect(await world.published()).toHaveLength(2 * linesPerPage);
    expect((await world.read("national/averages/2026-02")).days).toBe(28);
  });
});
