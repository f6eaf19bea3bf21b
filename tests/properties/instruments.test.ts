import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endOfMonth } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { Decimal, decimal, plain } from "../../shared/kernel/decimal.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { classOf, expiryOf, type InstrumentClass, instrumentClasses, instrumentName, isExpired } from "../../shared/ledger/instrument.ts";
import { type Hold, positionCodec } from "../../shared/ledger/rows.ts";

const month = fc.integer({ min: 2026 * 12, max: 2090 * 12 }).map((index) => `${Math.floor(index / 12)}-${pad((index % 12) + 1)}`);
const term = fc.tuple(month, month).map((both) => both.toSorted().join("/"));
const code = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/);
const year = fc.integer({ min: 2020, max: 2090 }).map(String);
const pool = fc.constantFrom("SO2/ezhou", "COD/liangzi-lake", "NH3-N/yangtze-ezhou");

/** What the table of classes promises, written down once more: decimal places, names, and whether a name ends with a last month. */
const promised: Readonly<Record<InstrumentClass, { scale: number; name: fc.Arbitrary<string>; hasTerm: boolean }>> = {
  cash: { scale: 2, name: fc.constant("CNY"), hasTerm: false },
  quota: { scale: 3, name: pool.map((each) => `quota/${each}`), hasTerm: false },
  permit: { scale: 3, name: fc.tuple(pool, term).map((parts) => `permit/${parts.join("/")}`), hasTerm: true },
  need: { scale: 3, name: code.map((project) => `need/SO2/${project}`), hasTerm: false },
  headroom: { scale: 3, name: fc.tuple(pool, year).map((parts) => `headroom/${parts.join("/")}`), hasTerm: false },
  offset: { scale: 0, name: code.map((kind) => `offset/${kind}`), hasTerm: false },
  allowance: { scale: 0, name: fc.tuple(code, year, month).map((parts) => `allowance/${parts.join("/")}`), hasTerm: true },
  right: { scale: 4, name: fc.tuple(code, code, term).map((parts) => `right/${parts.join("/")}`), hasTerm: true },
  income: { scale: 4, name: fc.tuple(code, code).map((parts) => `income/${parts.join("/")}`), hasTerm: false },
};
const start = "2026-01-01T00:00:00.000Z";

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
/** A quantity with exactly `places` decimal places, the last of them not zero. */
function quantityOf(places: number): fc.Arbitrary<Decimal> {
  return fc.tuple(fc.nat({ max: 999_999_999 }), fc.integer({ min: 1, max: 9 })).map(([units, last]) => {
    return new Decimal(units).times(10).plus(last).div(new Decimal(10).pow(places));
  });
}
function entryAt(occurredAt: string): LedgerEntry {
  const about = { parties: [], areas: ["420700"], cause: { kind: "test", reference: "test" } };
  return new LedgerEntry("Ledger", { factId: "f", occurredAt, actor: "a", ...about });
}
function holdOf(account: string, instrument: string, quantity: Decimal): Hold {
  return { ...{ holdId: "h", account, instrument, quantity, remaining: quantity, purpose: "pledge" }, state: "pending", version: 1 };
}
/** Every way to move a quantity of an instrument. */
function movements(instrument: string, quantity: Decimal, at: string): readonly (() => unknown)[] {
  const shortage = { code: "short" };
  const pending = holdOf("party:a", instrument, new Decimal("1e12"));
  return [
    () => entryAt(at).transfer({ instrument, from: "party:a", to: "party:b", quantity }),
    () => entryAt(at).hold({ holdId: "h", account: "party:a", instrument, quantity, purpose: "pledge", shortage }),
    () => entryAt(at).post(pending, "party:b", quantity),
  ];
}
/** The due entry that a transfer leaves at the account it credits. */
function dueOf(instrument: string, to: string): { readonly stripe: string | undefined; readonly at: string | undefined } {
  const entry = entryAt(start).transfer({ instrument, from: "issue:1", to, quantity: decimal("1") });
  const credit = entry.writes().find(({ write }) => write.Update?.ExpressionAttributeValues?.[":account"]?.S === to);
  const values = credit?.write.Update?.ExpressionAttributeValues ?? {};
  return { stripe: values[":dueStripe"]?.S, at: values[":dueAt"]?.S };
}

describe.each(instrumentClasses)("ledger scales and terms by class: %s", (name) => {
  const { scale, name: names, hasTerm } = promised[name];

  it(`moves and is held in units of ${scale} decimal places, and a finer quantity is a fault in every operation`, () => {
    fc.assert(
      fc.property(names, quantityOf(scale), quantityOf(scale + 1), (instrument, exact, finer) => {
        for (const move of movements(instrument, exact, start)) expect(move).not.toThrow();
        for (const move of movements(instrument, finer, start)) expect(move).toThrow(`moves in units of ${scale} places`);
      }),
    );
  });

  it("is kept exactly by positions, to the last of its places", () => {
    fc.assert(
      fc.property(names, quantityOf(scale), (instrument, available) => {
        const row = { account: "party:a", instrument, available, held: available.neg(), heldFor: { pledge: available.neg() }, entries: 1 };
        const kept = positionCodec.decode(positionCodec.encode(row));
        const pledged = kept.heldFor.pledge ?? new Decimal(0);
        expect([kept.available, kept.held, pledged].map(plain)).toEqual([available, available.neg(), available.neg()].map(plain));
      }),
    );
  });

  it("has names that the schema accepts and that tell its class", () => {
    fc.assert(
      fc.property(names, (instrument) => {
        expect(instrumentName.safeParse(instrument).success).toBe(true);
        expect(classOf(instrument)).toBe(name);
      }),
    );
  });

  it("has no other names: not one part more or less, and none of another shape", () => {
    fc.assert(
      fc.property(names, (instrument) => {
        const parts = instrument.split("/");
        const wrong = [`${instrument}/more`, parts.slice(0, -1).join("/"), `${instrument} `, instrument.replace(/^\w+/, "share")];
        if (hasTerm) wrong.push(instrument.replace(/..$/, "13"), instrument.replace(/.......$/, "0000-01"));
        for (const each of wrong) expect(instrumentName.safeParse(each).success, each).toBe(false);
        for (const each of wrong) for (const move of movements(each, decimal("1"), start)) expect(move, each).toThrow();
      }),
    );
  });
});

describe.each(instrumentClasses.filter((name) => promised[name].hasTerm))("ledger terms by class: %s", (name) => {
  const { name: names } = promised[name];

  it("expires with the last month of its name: then it can only be retired, and it is due at its holder for that", () => {
    fc.assert(
      fc.property(names, (instrument) => {
        const end = endOfMonth(instrument.slice(-"2026-01".length));
        expect(expiryOf(instrument)).toBe(end);
        expect([isExpired(instrument, plusSeconds(end, -1)), isExpired(instrument, end)]).toEqual([false, true]);
        for (const move of movements(instrument, decimal("1"), plusSeconds(end, -1))) expect(move).not.toThrow();
        for (const move of movements(instrument, decimal("1"), end)) expect(move).toThrow("has expired and can only be retired");
        const retire = () => entryAt(end).transfer({ instrument, from: "party:a", to: "retired:3", quantity: decimal("1") });
        expect(retire).not.toThrow();
        for (const holder of ["party:a", "site:s"]) {
          const due = dueOf(instrument, holder);
          expect(due.at).toBe(end);
          expect(due.stripe).toMatch(new RegExp(`^${name}#\\d$`));
        }
        expect(dueOf(instrument, "escrow:a")).toEqual({ stripe: undefined, at: undefined });
      }),
    );
  });
});

describe.each(instrumentClasses.filter((name) => !promised[name].hasTerm))("ledger terms by class: %s", (name) => {
  const { name: names } = promised[name];

  it("has no term: it never expires and is never due", () => {
    fc.assert(
      fc.property(names, (instrument) => {
        expect(expiryOf(instrument)).toBeUndefined();
        expect(isExpired(instrument, "2999-12-31T00:00:00.000Z")).toBe(false);
        expect(dueOf(instrument, "party:a")).toEqual({ stripe: undefined, at: undefined });
      }),
    );
  });
});

it("a term that ends before it begins names no instrument", () => {
  const backwards = () =>
    entryAt(start).transfer({ instrument: "right/forest/u1/2030-01/2029-12", from: "issue:1", to: "party:a", quantity: decimal("1") });
  expect(backwards).toThrow("is named as its class asks");
});
