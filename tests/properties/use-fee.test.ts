import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Decimal, decimal, formatFen, isMultiple, plain, sum } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { bidDeposit } from "../../shared/permits/bid-deposit.ts";
import { checkFirstShare, type UseFee, type UseFeeTerms, useFee, useFeeFaults } from "../../shared/permits/use-fee.ts";
import { runs } from "../support/effort.ts";

const rates = { COD: decimal("230"), "NH3-N": decimal("260"), SO2: decimal("200"), NOx: decimal("200") };
const zhuzhou: UseFeeTerms = {
  ratesCnyPerTonneYear: rates,
  lines: [
    { pollutant: "COD", tonnes: decimal("12.500") },
    { pollutant: "NH3-N", tonnes: decimal("1.250") },
  ],
  ...{ years: 5, firstShare: decimal("0.4"), instalments: 5 },
};

function feeOf(terms: UseFeeTerms): UseFee {
  const fee = useFee(terms);
  if (!fee.ok) throw new Error(fee.refusal.code);
  return fee.value;
}
const amountsOf = ({ instalments }: UseFee) => instalments.map(({ amount }) => formatFen(amount));
const releasesOf = ({ instalments }: UseFee, pollutant: string) =>
  instalments.map(({ releases }) => required(releases.find((each) => each.pollutant === pollutant)?.tonnes.toFixed(3), pollutant));
const refusal = (change: Partial<UseFeeTerms>) => {
  const fee = useFee({ ...zhuzhou, ...change });
  return fee.ok ? "accepted" : fee.refusal;
};

const scaled = (most: bigint, places: number, least = 1n) =>
  fc.bigInt({ min: least, max: most }).map((value) => new Decimal(String(value)).div(10 ** places));
const terms = fc
  .record({
    lines: fc.uniqueArray(fc.record({ pollutant: fc.constantFrom(...Object.keys(rates)), tonnes: scaled(999_999_999_999_999n, 3) }), {
      ...{ minLength: 1, selector: ({ pollutant }: { pollutant: string }) => pollutant },
    }),
    ratesCnyPerTonneYear: fc.record({
      ...{ COD: scaled(10n ** 12n, 6, 0n), "NH3-N": scaled(10n ** 6n, 2, 0n), SO2: scaled(300n, 0, 0n), NOx: fc.constant(decimal("200")) },
    }),
    years: fc.integer({ min: 1, max: 40 }),
    firstShare: scaled(999_999n, 6),
  })
  .chain((given) => fc.integer({ min: 1, max: given.years }).map((instalments): UseFeeTerms => ({ ...given, instalments })));

/** Runs a property on every fee that can be paid; the only other answer is that an instalment would be nothing. */
function forEveryFee(holds: (fee: UseFee, terms: UseFeeTerms) => void): void {
  fc.assert(
    fc.property(terms, (given) => {
      const fee = useFee(given);
      if (fee.ok) holds(fee.value, given);
      else expect(fee.refusal.code).toBe("instalment-below-fen");
    }),
    { numRuns: runs(2_000, 200) },
  );
}

describe("a use fee", () => {
  it("is 16,000 at Zhuzhou's rates, paid 6,400 and four times 2,400, each releasing its share of the tonnes", () => {
    const fee = feeOf(zhuzhou);
    expect(fee.lines.map((line) => formatFen(line.fee))).toEqual(["14375.00", "1625.00"]);
    expect(formatFen(fee.total)).toBe("16000.00");
    expect(amountsOf(fee)).toEqual(["6400.00", "2400.00", "2400.00", "2400.00", "2400.00"]);
    expect(releasesOf(fee, "COD")).toEqual(["5.000", "1.875", "1.875", "1.875", "1.875"]);
    expect(releasesOf(fee, "NH3-N")).toEqual(["0.500", "0.187", "0.188", "0.187", "0.188"]);
    expect(fee.instalments.map(({ number, dueAfterMonths }) => [number, dueAfterMonths])).toEqual([
      [1, 0],
      [2, 12],
      [3, 24],
      [4, 36],
      [5, 48],
    ]);
  });

  it("is rounded half up to the fen line by line, not in the sum", () => {
    const line = (pollutant: string) => ({ pollutant, tonnes: decimal("0.001") });
    const ratesCnyPerTonneYear = { COD: decimal("5"), SO2: decimal("4.9") };
    const fee = feeOf({ ...zhuzhou, lines: [line("COD"), line("SO2")], ratesCnyPerTonneYear, years: 1, instalments: 1 });
    expect([...fee.lines.map((each) => formatFen(each.fee)), formatFen(fee.total)]).toEqual(["0.01", "0.00", "0.01"]);
  });

  it("rounds the first instalment up, the others down, and leaves the remainder to the last", () => {
    const fee = feeOf({ ...zhuzhou, lines: [{ pollutant: "COD", tonnes: decimal("0.087") }], firstShare: decimal("0.333333") });
    expect([formatFen(fee.total), ...amountsOf(fee)]).toEqual(["100.05", "33.35", "16.67", "16.67", "16.67", "16.69"]);
  });

  it("in one instalment is the whole, whatever the share", () => {
    for (const firstShare of ["0", "0.4", "1"]) {
      const fee = feeOf({ ...zhuzhou, firstShare: decimal(firstShare), instalments: 1 });
      expect([amountsOf(fee), releasesOf(fee, "COD")]).toEqual([["16000.00"], ["12.500"]]);
    }
  });

  it("of nothing is free: one instalment of 0.00 that releases everything", () => {
    const fee = feeOf({ ...zhuzhou, ratesCnyPerTonneYear: { COD: decimal("0"), "NH3-N": decimal("0") } });
    expect([amountsOf(fee), releasesOf(fee, "COD"), releasesOf(fee, "NH3-N")]).toEqual([["0.00"], ["12.500"], ["1.250"]]);
  });

  it("and its instalments add up, release what was paid for, and never more", () => {
    forEveryFee(({ lines, total, instalments }, { firstShare }) => {
      const amounts = instalments.map(({ amount }) => amount);
      expect(plain(sum(lines.map(({ fee }) => fee)))).toBe(plain(total));
      expect(plain(sum(amounts))).toBe(plain(total));
      const [first = total, second = total, ...others] = amounts;
      if (amounts.length > 1) {
        expect(amounts.every((amount) => amount.gt(0) && isMultiple(amount, decimal("0.01")))).toBe(true);
        expect(first.gte(total.times(firstShare)) && first.minus("0.01").lt(total.times(firstShare))).toBe(true);
        expect(others.every((amount) => amount.gte(second) && amount.lt(second.plus(decimal("0.01").times(amounts.length))))).toBe(true);
      }
      for (const [index, { pollutant, tonnes }] of lines.entries()) {
        const released = instalments.map(({ releases }) => required(releases[index], pollutant).tonnes);
        expect(released.every((each) => each.gte(0) && isMultiple(each, decimal("0.001")))).toBe(true);
        expect(plain(sum(released))).toBe(plain(tonnes));
        for (let paid = 1; paid < released.length; paid += 1) {
          const unreleased = sum(released.slice(0, paid))
            .times(total)
            .minus(tonnes.times(sum(amounts.slice(0, paid))));
          expect(unreleased.lte(0) && unreleased.gt(total.times("-0.001"))).toBe(true);
        }
      }
    });
  });

  it("has instalments that are all due before the term ends", () => {
    forEveryFee(({ instalments }, { years }) => expect(instalments.at(-1)?.dueAfterMonths).toBeLessThan(12 * years));
  });

  it("is refused with the document and article of the rule", () => {
    const thirteen = expect.stringContaining("财税〔2015〕61号第十三条");
    const cod = { pollutant: "COD", tonnes: decimal("1") };
    expect(refusal({ lines: [cod, { pollutant: "Pb", tonnes: decimal("1") }] })).toEqual({
      ...{ code: "rate-missing", pollutant: "Pb", source: expect.stringContaining("第十一条") },
    });
    expect(refusal({ lines: [{ pollutant: "constructor", tonnes: decimal("1") }] })).toMatchObject({ code: "rate-missing" });
    expect(refusal({ lines: [cod, cod] })).toMatchObject({ code: "pollutant-twice", source: expect.stringContaining("第十条") });
    for (const instalments of [0, -1, 1.5, Number.NaN]) {
      expect(refusal({ instalments })).toEqual({ code: "instalments-invalid", instalments, source: thirteen });
    }
    for (const firstShare of ["0", "1", "1.2"]) {
      expect(refusal({ firstShare: decimal(firstShare) })).toMatchObject({ code: "share-invalid", instalments: 5, source: thirteen });
    }
    expect(refusal({ instalments: 6 })).toMatchObject({ code: "plan-outlives-term", lastDueMonths: 60, years: 5, source: thirteen });
    const threeFen = { lines: [{ pollutant: "COD", tonnes: decimal("0.001") }], ratesCnyPerTonneYear: { COD: decimal("6") } };
    expect(refusal(threeFen)).toMatchObject({ code: "instalment-below-fen", instalments: 5, source: thirteen });
  });

  it("names everything that is wrong with its terms", () => {
    const lines = ["Pb", "COD", "COD"].map((pollutant) => ({ pollutant, tonnes: decimal("1") }));
    const faults = useFeeFaults({ ...zhuzhou, lines, firstShare: decimal("1"), instalments: 6 });
    expect(faults.map(({ code }) => code)).toEqual(["pollutant-twice", "rate-missing", "share-invalid", "plan-outlives-term"]);
  });

  it("has a least first share, which a lump sum need not have", () => {
    const check = (firstShare: string, instalments: number) => checkFirstShare({ years: 5, firstShare: decimal(firstShare), instalments });
    expect([check("0.4", 2).ok, check("0.39", 1).ok]).toEqual([true, true]);
    expect(check("0.399999", 2)).toMatchObject({ refusal: { code: "share-too-low", source: expect.stringContaining("第十三条") } });
  });
});

describe("a deposit", () => {
  it.each([
    ["4000", "16.81", "33620.00"],
    ["1000", "10.46", "5230.00"],
  ])("at Quzhou's base price of %s for %s tonnes is %s", (basePrice, tonnes, deposit) => {
    const terms = { basePrice: decimal(basePrice), rate: decimal("0.10"), tonnes: decimal(tonnes), years: 5 };
    expect(formatFen(bidDeposit(terms))).toBe(deposit);
  });
});
