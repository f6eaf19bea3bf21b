import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Direction, Lot } from "../../functions/records/pedigree/attribution.ts";
import type { MovedEntry } from "../../functions/records/pedigree/flows.ts";
import { knownMovements } from "../../functions/records/pedigree/known-movements.ts";
import { type Movements, pathOf, pathText, type WalkStep, walkFrom } from "../../functions/records/pedigree/walk.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { Decimal, decimal, plain, sum, zero } from "../../shared/kernel/decimal.ts";
import type { PositionName } from "../../shared/statements/postings.ts";
import { runs } from "../support/effort.ts";

const quota = "quota/SO2/ezhou";
const permit = "permit/SO2/ezhou/2026-06/2027-05";
const rooms = [
  ["headroom/SO2/ezhou/2026", 7],
  ["headroom/SO2/ezhou/2027", 5],
] as const;

type Net = readonly [account: string, instrument: string, kilograms: number];

/** One thing that may happen, if there is enough for it: how much of it, of what, and where to. */
const happening = fc.record({
  what: fc.constantFrom(
    "add",
    "cap",
    "announce",
    "award",
    "settle",
    "allocate",
    "sell",
    "return",
    "unsold",
    "expire",
    "reduce",
    "split-page",
  ),
  kilograms: fc.integer({ min: 1, max: 9_000 }),
  one: fc.integer({ min: 0, max: 2 }),
  other: fc.integer({ min: 0, max: 2 }),
  /** Seconds since what happened before: several things happen at one instant. */
  after: fc.constantFrom(0, 0, 1, 60),
});
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never;

const ways: Readonly<Record<Happening["what"], (of: Happening, all: (account: string, instrument: string) => number) => readonly Net[]>> = {
  add: ({ kilograms }) => [
    ["issue:0", quota, -kilograms],
    ["reserve:ezhou", quota, kilograms],
  ],
  cap: ({ kilograms }) =>
    rooms.flatMap(([room]): Net[] => [
      ["issue:1", room, -12 * kilograms],
      ["cap:ezhou", room, 12 * kilograms],
    ]),
  announce: ({ kilograms, one }) => [
    ["reserve:ezhou", quota, -kilograms],
    ["issue:3", quota, kilograms],
    ["issue:3", permit, -kilograms],
    [`escrow:${one}`, permit, kilograms],
    ...taking(kilograms),
  ],
  award: ({ kilograms, one, other }) => [
    [`escrow:${one}`, permit, -kilograms],
    [`award:${other}`, permit, kilograms],
  ],
  "split-page": ({ kilograms, one }) => [
    [`escrow:${one}`, permit, -2 * kilograms],
    ["award:0", permit, kilograms],
    ["award:1", permit, kilograms],
  ],
  settle: ({ kilograms, one, other }) => [
    [`award:${one}`, permit, -2 * kilograms],
    [`site:${other}`, permit, kilograms],
    ["retired:0", permit, kilograms],
  ],
  allocate: ({ kilograms, one }) => [["issue:5", permit, -kilograms], [`site:${one}`, permit, kilograms], ...taking(kilograms)],
  sell: ({ kilograms, one, other }) =>
    one === other
      ? []
      : [
          [`site:${one}`, permit, -kilograms],
          [`site:${other}`, permit, kilograms],
        ],
  return: ({ kilograms, one }) => [
    [`site:${one}`, permit, -kilograms],
    ["issue:7", permit, kilograms],
    ["issue:7", rooms[1][0], -5 * kilograms],
    ["cap:ezhou", rooms[1][0], 5 * kilograms],
  ],
  unsold: ({ one }, all) => becoming(`escrow:${one}`, permit, all(`escrow:${one}`, permit)),
  reduce: ({ kilograms, one }) => becoming(`site:${one}`, permit, kilograms),
  expire: ({ one }, all) => [
    [`site:${one}`, permit, -all(`site:${one}`, permit)],
    ["retired:1", permit, all(`site:${one}`, permit)],
  ],
};

function taking(kilograms: number): Net[] {
  return rooms.flatMap(([room, months]): Net[] => [
    ["cap:ezhou", room, -months * kilograms],
    ["issue:3", room, months * kilograms],
  ]);
}
function becoming(account: string, instrument: string, kilograms: number): Net[] {
  return [
    [account, instrument, -kilograms],
    ["issue:4", instrument, kilograms],
    ["issue:4", quota, -kilograms],
    ["reserve:ezhou", quota, kilograms],
  ];
}

/** Entries of what can happen: nothing leaves an account that it does not have. */
function lived(happenings: readonly Happening[]): MovedEntry[] {
  const balances = new Map<string, number>();
  const all = (account: string, instrument: string): number => balances.get(`${account} ${instrument}`) ?? 0;
  let at = "2026-03-02T01:00:00.000Z";
  return happenings.flatMap((each, position): MovedEntry[] => {
    const nets = ways[each.what](each, all).filter(([, , kilograms]) => kilograms !== 0);
    const covered = nets.every(
      ([account, instrument, kilograms]) => account.startsWith("issue:") || all(account, instrument) + kilograms >= 0,
    );
    if (nets.length === 0 || !covered) return [];
    for (const [account, instrument, kilograms] of nets) balances.set(`${account} ${instrument}`, all(account, instrument) + kilograms);
    at = plusSeconds(at, each.after);
    return [entryOf(String(position).padStart(4, "0"), at, nets)];
  });
}
function entryOf(factId: string, occurredAt: string, nets: readonly Net[]): MovedEntry {
  const cause = { kind: "test", reference: factId };
  const tonnes = nets.map(([account, instrument, kilograms]) => ({ account, instrument, net: decimal(String(kilograms)).div(1000) }));
  return { factId, occurredAt, cause, parties: [], areas: [], nets: tonnes };
}

/** A year begins with a cap and a reserve, so that most of what follows can happen. */
const beginning: readonly Happening[] = ["cap", "add", "announce", "award", "settle"].map((what) => ({
  ...{
    what: what as Happening["what"],
    kilograms: what === "cap" ? 90_000 : what === "add" ? 60_000 : what === "announce" ? 20_000 : what === "award" ? 9_000 : 3_000,
  },
  ...{ one: 0, other: 0, after: 60 },
}));
const life = fc.array(happening, { minLength: 30, maxLength: 60, size: "max" }).map((happenings) => lived([...beginning, ...happenings]));

function positionsOf(entries: readonly MovedEntry[]): PositionName[] {
  const named = entries.flatMap(({ nets }) =>
    nets.map(({ account, instrument }) => [`${account} ${instrument}`, { account, instrument }] as const),
  );
  return [...new Map(named).values()].filter(({ account }) => !/^(?:issue|retired):/.test(account));
}

async function walked(movements: Movements, direction: Direction, lots: readonly Lot[], resume?: string): Promise<WalkStep[]> {
  const walk = { direction, movements, mayPass: async () => true };
  return Array.fromAsync(walkFrom(walk, lots, resume === undefined ? undefined : pathOf(resume)));
}
/** What directly follows from a lot. */
async function stepsFrom(movements: Movements, direction: Direction, lot: Lot): Promise<WalkStep[]> {
  return (await walked({ ...movements }, direction, [lot])).filter(({ depth }) => depth === 1);
}
function sizeOf({ from, to }: { readonly from: Decimal; readonly to: Decimal }): Decimal {
  return to.minus(from);
}
function text({ account, instrument, from, to }: Lot): string {
  return `${account} ${instrument} ${plain(from)}..${plain(to)}`;
}
const unitsOnly = ({ by }: WalkStep): boolean => by?.piece.flow.kind !== "room";

/** One kilogram of what ever came to a position, chosen by a share. */
const chosenShare = fc.integer({ min: 0, max: 999_999 });
function kilogramAt(position: PositionName, total: Decimal, share: number): Lot {
  const from = total.mul(share).div(1_000_000).toDecimalPlaces(3, Decimal.ROUND_DOWN);
  return { ...position, from, to: from.plus("0.001") };
}

describe("pedigree by attribution first in, first out", () => {
  it("gives every unit that came exactly one way here, and every unit that left exactly one way on", async () => {
    await fc.assert(
      fc.asyncProperty(life, async (entries) => {
        const movements = knownMovements(entries);
        for (const position of positionsOf(entries)) {
          const { credited, debited } = await movements.totals(position);
          for (const [direction, total] of [
            ["backwards", credited],
            ["forwards", debited],
          ] as const) {
            const steps = (await stepsFrom(movements, direction, { ...position, from: zero, to: total })).filter(
              (step) => position.instrument.startsWith("headroom/") || unitsOnly(step),
            );
            let reached = zero;
            for (const { lot } of steps) {
              expect(plain(lot.from)).toBe(plain(reached));
              reached = lot.to;
            }
            expect(plain(reached)).toBe(plain(total));
            for (const { lot, next, by } of steps) {
              if (by?.piece.flow.kind === "room") continue;
              if (next) expect(plain(sizeOf(next))).toBe(plain(sizeOf(lot)));
            }
          }
        }
      }),
      { numRuns: runs(150) },
    );
  });

  it("leads forwards to a unit from wherever it came from, and backwards to it from wherever it went", async () => {
    await fc.assert(
      fc.asyncProperty(life, chosenShare, async (entries, share) => {
        const movements = knownMovements(entries);
        for (const position of positionsOf(entries)) {
          const { credited, debited } = await movements.totals(position);
          for (const [direction, inverse, total] of [
            ["backwards", "forwards", credited],
            ["forwards", "backwards", debited],
          ] as const) {
            if (total.isZero()) continue;
            const kilogram = kilogramAt(position, total, share);
            for (const { next } of (await stepsFrom(movements, direction, kilogram)).filter(unitsOnly)) {
              if (!next) continue;
              const back = (await stepsFrom(movements, inverse, next)).filter(unitsOnly).map((step) => step.next && text(step.next));
              expect(back).toContain(text(kilogram));
            }
            // A kilogram takes room of several months, of which each is taken by that kilogram.
            if (direction === "forwards") continue;
            for (const { next, by } of await stepsFrom(movements, "backwards", kilogram)) {
              if (!next || by?.piece.flow.kind !== "room") continue;
              const users = (await stepsFrom(movements, "forwards", next)).map((step) => step.next && text(step.next));
              expect(users).toContain(text(kilogram));
            }
          }
        }
      }),
      { numRuns: runs(100) },
    );
  });

  it("is the same in whatever order entries arrive", async () => {
    const shuffled = life.chain((entries) => fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })));
    await fc.assert(
      fc.asyncProperty(shuffled, async ([entries, arrived]) => {
        for (const position of positionsOf(entries)) {
          const answers = await Promise.all(
            [entries, [...arrived, ...arrived.slice(0, 3)]].map(async (given) => {
              const movements = knownMovements(given);
              const { credited } = await movements.totals(position);
              return walked(movements, "backwards", [{ ...position, from: zero, to: credited }]);
            }),
          );
          expect(answers[1]).toEqual(answers[0]);
        }
      }),
      { numRuns: runs(60) },
    );
  });

  it("does not change when an entry is split in two", async () => {
    const chosen = fc.tuple(life, fc.integer({ min: 0, max: 59 }), fc.integer({ min: 1, max: 99 }), chosenShare);
    await fc.assert(
      fc.asyncProperty(chosen, async ([entries, place, percent, share]) => {
        const entry = entries[place % entries.length];
        // Of several receivers each would get a part of both halves, which is another thing than what happened.
        if (!entry || entry.nets.filter(({ net, account }) => net.gt(0) && !account.startsWith("issue:")).length > 1) return;
        const half = (portion: (net: Decimal) => Decimal, suffix: string): MovedEntry => ({
          ...{ ...entry, factId: `${entry.factId}${suffix}` },
          nets: entry.nets.map((each) => ({ ...each, net: portion(each.net) })),
        });
        const size = entry.nets.reduce((least, { net }) => Decimal.min(least, net.abs()), decimal("999999"));
        const first = size.mul(percent).div(100).toDecimalPlaces(3, Decimal.ROUND_DOWN);
        if (first.isZero() || first.eq(size)) return;
        const halves = [half((net) => net.mul(first).div(size), "-a"), half((net) => net.mul(size.minus(first)).div(size), "-b")];
        const split = knownMovements(entries.flatMap((each) => (each === entry ? halves : [each])));
        const whole = knownMovements(entries);
        for (const position of positionsOf(entries)) {
          const { credited } = await whole.totals(position);
          if (credited.isZero()) continue;
          const kilogram = kilogramAt(position, credited, share);
          for (const direction of ["backwards", "forwards"] as const) {
            const ways = await Promise.all([whole, split].map((movements) => walked(movements, direction, [kilogram])));
            const told = ways.map((steps) =>
              steps.filter(unitsOnly).map(({ lot, next, depth }) => `${depth} ${text(lot)} > ${next ? text(next) : ""}`),
            );
            if (position.instrument.startsWith("headroom/")) continue;
            expect(told[1]).toEqual(told[0]);
          }
        }
      }),
      { numRuns: runs(100) },
    );
  });

  it("is the same page by page as at once, wherever a page ends", async () => {
    await fc.assert(
      fc.asyncProperty(life, fc.constantFrom<Direction>("backwards", "forwards"), async (entries, direction) => {
        const movements = knownMovements(entries);
        for (const position of positionsOf(entries)) {
          const { credited } = await movements.totals(position);
          const lots = [{ ...position, from: zero, to: credited }];
          const all = await walked(movements, direction, lots);
          for (const [place, { path }] of all.entries()) {
            if (place % 7 !== 0) continue;
            expect(await walked(movements, direction, lots, pathText(path))).toEqual(all.slice(place));
          }
        }
      }),
      { numRuns: runs(30) },
    );
  });

  it("follows a page of a cursor that fits no more as far as it does, and never beyond what was asked", async () => {
    await fc.assert(
      fc.asyncProperty(
        life,
        fc.string({ maxLength: 30 }),
        fc.array(fc.tuple(chosenShare, fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 6 }),
        async (entries, nonsense, forged) => {
          const movements = knownMovements(entries);
          const [position] = positionsOf(entries);
          if (!position) return;
          const { credited } = await movements.totals(position);
          const lots = [{ ...position, from: zero, to: credited }];
          const all = new Set((await walked(movements, "backwards", lots)).map(({ path }) => pathText(path)));
          const resume = forged
            .map(([share, branch]) => `${plain(credited.mul(share).div(1_000_000).toDecimalPlaces(3))}/${branch}`)
            .join();
          for (const { path } of await walked(movements, "backwards", lots, `0/0,${resume}`)) expect(all).toContain(pathText(path));
          expect(() => pathOf(`${nonsense}!`)).toThrow("cursor");
        },
      ),
      { numRuns: runs(50) },
    );
  });

  it("says what is still held, and knows no unit that is not there yet", async () => {
    await fc.assert(
      fc.asyncProperty(life, async (entries) => {
        const movements = knownMovements(entries);
        for (const position of positionsOf(entries)) {
          const { credited, debited } = await movements.totals(position);
          const held = (await stepsFrom(movements, "forwards", { ...position, from: zero, to: credited })).filter(
            ({ end }) => end === "held",
          );
          expect(plain(sum(held.map(({ lot }) => sizeOf(lot))))).toBe(plain(Decimal.max(credited.minus(debited), zero)));
          const beyond = await stepsFrom(movements, "backwards", { ...position, from: credited, to: credited.plus(1) });
          expect(beyond.map(({ end, lot }) => [end, plain(sizeOf(lot))])).toEqual([["not-covered", "1"]]);
        }
      }),
      { numRuns: runs(100) },
    );
  });
});
