import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Registry } from "../../../../../functions/collateral/asset-kinds.ts";
import { paymentOrder, ranked, seniorsOf } from "../../../../../functions/collateral/register/ranks.ts";
import type { RegisterEntry } from "../../../../../functions/collateral/register/rows.ts";
import { runs } from "../../../../support/effort.ts";

const day = (n: number) => `2026-03-0${n}T01:00:00.000Z`;
const place = fc.record({ at: fc.integer({ min: 1, max: 3 }).map(day), number: fc.integer({ min: 1, max: 12 }).map((n) => `R-${n}`) });
const registries = fc.constantFrom<Registry>("exchange", "unified", "real-estate");

/** Entries of one slice: places here differ, those of another registry may agree. */
const entriesOf = fc
  .array(
    fc.record({
      at: fc.integer({ min: 1, max: 3 }),
      filed: fc.option(place, { nil: undefined }),
      after: fc.array(fc.nat(7), { maxLength: 2 }),
    }),
    { maxLength: 8 },
  )
  .map((rows) =>
    rows.map(
      ({ at, filed, after }, index): RegisterEntry => ({
        pledgeId: `p${index}`,
        bankId: `b${index}`,
        registered: { at: day(at), number: `EZ-${String(index + 1).padStart(6, "0")}` },
        ...(filed && { filed }),
        paidAfter: after.map((other) => `p${other}`),
      }),
    ),
  );
const idsOf = (entries: readonly RegisterEntry[]) => entries.map(({ pledgeId }) => pledgeId);

describe("ranks", () => {
  it("are total and the same in whatever order the entries stand", () => {
    fc.assert(
      fc.property(
        entriesOf.chain((entries) => fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length }))),
        registries,
        ([entries, shuffled], registry) => {
          expect(idsOf(ranked({ entries: shuffled }, registry))).toEqual(idsOf(ranked({ entries }, registry)));
          expect(idsOf(ranked({ entries }, registry)).toSorted()).toEqual(idsOf(entries).toSorted());
          expect(idsOf(paymentOrder({ entries }, registry)).toSorted()).toEqual(idsOf(entries).toSorted());
        },
      ),
      { numRuns: runs(1_000, 100) },
    );
  });

  it("stay as they are when others come and go", () => {
    fc.assert(
      fc.property(
        entriesOf.chain((entries) => fc.tuple(fc.constant(entries), fc.subarray(entries))),
        registries,
        ([entries, some], registry) => {
          const left = new Set(idsOf(some));
          expect(idsOf(ranked({ entries: some }, registry))).toEqual(idsOf(ranked({ entries }, registry)).filter((id) => left.has(id)));
        },
      ),
      { numRuns: runs(500, 50) },
    );
  });

  const entry = (pledgeId: string, at: string, number: string, filed?: RegisterEntry["filed"]): RegisterEntry => ({
    ...{ pledgeId, bankId: pledgeId, registered: { at, number }, paidAfter: [] },
    ...(filed && { filed }),
  });

  it("are those of the registry that is statutory: what it does not have comes last", () => {
    const entries = [
      entry("here-first", day(1), "EZ-1"),
      entry("filed-second", day(2), "EZ-2", { at: day(5), number: "2" }),
      entry("filed-first", day(3), "EZ-3", { at: day(4), number: "9" }),
    ];
    expect(idsOf(ranked({ entries }, "exchange"))).toEqual(["here-first", "filed-second", "filed-first"]);
    expect(idsOf(ranked({ entries }, "unified"))).toEqual(["filed-first", "filed-second", "here-first"]);
  });

  it("of the same moment go by number as people count, and then by the place here", () => {
    const same = (pledgeId: string, number: string, here: string) => entry(pledgeId, day(1), here, { at: day(2), number });
    const entries = [same("ten", "R-10", "EZ-1"), same("nine-later", "R-9", "EZ-3"), same("nine", "R-9", "EZ-2")];
    expect(idsOf(ranked({ entries }, "unified"))).toEqual(["nine", "nine-later", "ten"]);
  });
});

describe("the order of payment", () => {
  it("moves only those that stepped back, behind whom they agreed to, and puts nobody else further back", () => {
    fc.assert(
      fc.property(entriesOf, registries, (entries, registry) => {
        const [byRank, paid] = [idsOf(ranked({ entries }, registry)), idsOf(paymentOrder({ entries }, registry))];
        const stepsBack = (id: string) => {
          const { paidAfter = [] } = entries.find(({ pledgeId }) => pledgeId === id) ?? {};
          return paidAfter.filter((other) => byRank.indexOf(other) > byRank.indexOf(id));
        };
        const staying = byRank.filter((id) => stepsBack(id).length === 0);
        expect(paid.filter((id) => staying.includes(id))).toEqual(staying);
        for (const id of staying) {
          const before = new Set(byRank.slice(0, byRank.indexOf(id)));
          for (const senior of paid.slice(0, paid.indexOf(id))) expect(before).toContain(senior);
        }
        for (const id of byRank) for (const other of stepsBack(id)) expect(paid.indexOf(id)).toBeGreaterThan(paid.indexOf(other));
      }),
      { numRuns: runs(1_000, 100) },
    );
  });

  it("tells a bank who is paid before it", () => {
    const entry = (pledgeId: string, n: number, paidAfter: string[] = []): RegisterEntry => ({
      ...{ pledgeId, bankId: pledgeId, registered: { at: day(n), number: `EZ-${n}` }, paidAfter },
    });
    const entries = [entry("A", 1, ["C"]), entry("B", 2), entry("C", 3)];
    expect(idsOf(paymentOrder({ entries }, "exchange"))).toEqual(["B", "C", "A"]);
    expect(idsOf(seniorsOf({ entries }, "A", "exchange"))).toEqual(["B", "C"]);
    expect(seniorsOf({ entries }, "none", "exchange")).toEqual([]);
  });
});
