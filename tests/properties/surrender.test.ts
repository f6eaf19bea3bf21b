import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ObligationEvent, obligationNext, openTonnes, surplusTonnes } from "../../functions/carbon/surrender/obligation.ts";
import { overlap, tonnesOf } from "../../functions/carbon/surrender/offsets.ts";
import type { SurrenderObligation } from "../../functions/carbon/surrender/rows.ts";
import { surrenderable, takenInOrder } from "../../functions/carbon/surrender/taken-allowances.ts";
import { allowanceTerm } from "../../shared/carbon/instruments.ts";
import { Decimal, decimal, least, plain, sum, zero } from "../../shared/kernel/decimal.ts";
import { isExpired } from "../../shared/ledger/instrument.ts";
import type { Position } from "../../shared/ledger/rows.ts";

const entity = { partyId: "p", partyName: "Mill", creditCode: "c", area: "gedian", year: "2025", market: "hubei" } as const;
const instruments = ["allowance/hubei/2024/2026-12", "allowance/hubei/2025/2027-12"] as const;
const tonnes = fc.integer({ min: 0, max: 200 }).map(decimalOf);
const usual = "2026-11-30T16:00:00.000Z";

function decimalOf(value: number): Decimal {
  return decimal(String(value));
}

/** What may come to an obligation: surrender asks for a part of what is open, giving back for a part of the surplus. */
const step = fc.oneof(
  fc.record({
    kind: fc.constantFrom("verified" as const, "determined" as const, "added" as const),
    tonnes,
    day: fc.integer({ min: 1, max: 700 }),
  }),
  fc.record({ kind: fc.constant("reopened" as const) }),
  fc.record({
    kind: fc.constantFrom("surrender" as const, "offset" as const, "give-back" as const),
    tonnes,
    of: fc.constantFrom(...instruments),
  }),
);

function eventOf(each: typeof step extends fc.Arbitrary<infer Step> ? Step : never, now: SurrenderObligation | undefined): ObligationEvent {
  switch (each.kind) {
    case "reopened":
      return { kind: "reopened" };
    case "surrender": {
      const part = now ? least(each.tonnes, openTonnes(now)) : zero;
      return { kind: "surrendered", allowances: [{ instrument: each.of, tonnes: part }], offsets: zero };
    }
    case "offset": {
      const left = now ? Decimal.max(zero, now.offsetLimitTonnes.minus(now.offsetTonnes)) : zero;
      return { kind: "surrendered", allowances: [], offsets: least(least(each.tonnes, left), now ? openTonnes(now) : zero) };
    }
    case "give-back": {
      const part = now ? least(least(each.tonnes, surplusTonnes(now)), now.retired.get(each.of) ?? zero) : zero;
      return { kind: "surrendered", allowances: [{ instrument: each.of, tonnes: part.neg() }], offsets: zero };
    }
    default: {
      const at = new Date(Date.UTC(2026, 0, each.day)).toISOString();
      const later = new Date(Date.UTC(2026, 0, each.day + 30)).toISOString();
      const terms = { offsetShare: decimal("0.1"), deadlineAt: at < usual ? usual : later, at };
      return each.kind === "added"
        ? { kind: "added", tonnes: each.tonnes, terms }
        : { kind: each.kind, requiredTonnes: each.tonnes, terms };
    }
  }
}

describe("an obligation to surrender", () => {
  it("is met if and only if a figure stands and nothing is open, and knows what was retired for it, whatever comes in whatever order", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
        let now: SurrenderObligation | undefined;
        for (const [place, each] of steps.entries()) {
          const before = now;
          const event = eventOf(each, before);
          now = obligationNext(entity, before, event);
          const open = openTonnes(now);
          expect(now.version).toBe(place + 1);
          expect(open.gte(zero) && surplusTonnes(now).gte(zero)).toBe(true);
          expect(open.gt(zero) && surplusTonnes(now).gt(zero)).toBe(false);
          expect(now.state).toBe((now.basis === "verified" || now.basis === "determined") && open.isZero() ? "met" : "open");
          expect(plain(sum([...now.retired.values()]))).toBe(plain(now.surrenderedTonnes));
          expect([...now.retired.values()].every((each) => each.gt(zero))).toBe(true);
          // Nothing becomes due earlier than it was.
          if (before && before.deadlineAt !== "") expect(now.deadlineAt >= before.deadlineAt).toBe(true);
        }
      }),
    );
  });
});

describe("allowances that are taken", () => {
  const at = "2026-06-01T00:00:00.000Z";
  const names = fc.uniqueArray(
    fc
      .tuple(fc.constantFrom("hubei", "national"), fc.integer({ min: 2022, max: 2026 }), fc.integer({ min: 0, max: 2 }))
      .map(([market, vintage, more]) => `allowance/${market}/${vintage}/${vintage + more}-12`),
    { maxLength: 8 },
  );
  const positions = names.chain((found) =>
    fc.tuple(
      ...found.map((instrument) =>
        tonnes.map((available): Position => ({ account: "party:p", instrument, available, held: zero, heldFor: {}, entries: 1 })),
      ),
    ),
  );

  it("are exactly as many as are asked for, valid and of the market, and no older vintage has any left", () => {
    fc.assert(
      fc.property(positions, fc.integer({ min: 1, max: 400 }), (held, asked) => {
        const valid = surrenderable(held, "hubei", at);
        expect(valid.every(({ instrument }) => allowanceTerm(instrument)?.market === "hubei" && !isExpired(instrument, at))).toBe(true);
        const taken = takenInOrder(valid, decimalOf(asked));
        expect(taken === undefined).toBe(sum(valid.map(({ available }) => available)).lt(asked));
        if (!taken) return;
        expect(plain(sum(taken.map((part) => part.tonnes)))).toBe(String(asked));
        const lastVintage = allowanceTerm(taken.at(-1)?.instrument ?? "")?.vintage ?? "";
        const partOf = new Map(taken.map((part) => [part.instrument, part.tonnes]));
        for (const { instrument, available } of valid)
          if ((allowanceTerm(instrument)?.vintage ?? "") < lastVintage) expect(partOf.get(instrument) ?? zero).toEqual(available);
      }),
    );
  });
});

describe("serial numbers", () => {
  const range = fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 30 }))
    .map(([first, more]) => ({ first: String(first), last: String(first + more) }));
  const numbers = ({ first, last }: { readonly first: string; readonly last: string }) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, place) => Number(first) + place);

  it("overlap if and only if a number is in both ranges, whichever comes first; each number is a tonne", () => {
    fc.assert(
      fc.property(range, range, (one, other) => {
        const common = numbers(one).some((number) => numbers(other).includes(number));
        expect([overlap(one, other), overlap(other, one)]).toEqual([common, common]);
        expect(plain(tonnesOf(one))).toBe(String(numbers(one).length));
      }),
    );
  });
});
