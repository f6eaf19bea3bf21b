import { Decimal, decimal, roundToFen, sum, zero } from "../kernel/decimal.ts";
import { invariant, required } from "../kernel/invariant.ts";
import { messageOf } from "../kernel/message.ts";
import { accept, type Outcome, refuse } from "../kernel/outcome.ts";
import type { UseFeeRefusal } from "./use-fee-problems.ts";
import data from "./use-fees.json" with { type: "json" };

const { kinds, rates, instalments: instalmentRule } = data.rules;
/** Document and article of the rules, each as a message in both languages. */
const sources = { kinds: messageOf(kinds.source), rates: messageOf(rates.source), instalments: messageOf(instalmentRule.source) };
/** Document and article of the rule of instalments, as a message in both languages. */
export const instalmentSource: string = sources.instalments;
/** Months from one instalment to the next. */
const monthsBetween = 12;
const fenPerYuan = 100;
const kilogramsPerTonne = 1_000;

/** The first share of a plan that names none. */
export const defaultFirstShare: Decimal = decimal(instalmentRule.firstShare);

/** An amount of one pollutant. */
export interface PollutantTonnes {
  readonly pollutant: string;
  /** Tonnes (of permits: tonnes a year) in whole kilograms. */
  readonly tonnes: Decimal;
}

/** How a fee is paid. */
export interface InstalmentTerms {
  /** Years of the permits' term, at least 1. */
  readonly years: number;
  /** Share of the total that the first instalment takes, rounded up to the fen. One instalment is the whole, whatever the share. */
  readonly firstShare: Decimal;
  /** Number of instalments; 1 is a lump sum. */
  readonly instalments: number;
}

/** What a use fee is computed from. */
export interface UseFeeTerms extends InstalmentTerms {
  /** One line for each pollutant, tonnes above zero. */
  readonly lines: readonly PollutantTonnes[];
  /** CNY for one tonne a year, zero or above, by pollutant; may have more pollutants than the lines. */
  readonly ratesCnyPerTonneYear: Readonly<Record<string, Decimal>>;
}

/** The fee of one pollutant. */
export interface UseFeeLine extends PollutantTonnes {
  /** CNY, whole fen. */
  readonly fee: Decimal;
}

/** One payment of a plan. */
export interface Instalment {
  /** 1 for the first. */
  readonly number: number;
  /** Months after the first instalment at which it is due: 0, 12, 24 … */
  readonly dueAfterMonths: number;
  /** CNY, whole fen; above zero unless the allocation is free. */
  readonly amount: Decimal;
  /** What its payment releases, pollutant by pollutant in the order of the lines; a release may be zero. */
  readonly releases: readonly PollutantTonnes[];
}

/** A use fee with its payments. */
export interface UseFee {
  readonly lines: readonly UseFeeLine[];
  /** Sum of the lines in CNY. */
  readonly total: Decimal;
  /** At least one; their amounts add up to the total and their releases to the tonnes of the lines. A free allocation has one of 0.00. */
  readonly instalments: readonly Instalment[];
}

/**
 * The use fee of an allocation: for each pollutant tonnes x rate x years, half up to the fen, and their sum; paid in instalments that are due
 * a year apart and release tonnes as they are paid (财税〔2015〕61号). Refused with the first of `useFeeFaults`, and with
 * `instalment-below-fen` where an instalment would be nothing.
 */
export function useFee(terms: UseFeeTerms): Outcome<UseFee, UseFeeRefusal> {
  const [fault] = useFeeFaults(terms);
  if (fault) return refuse(fault);
  const lines = terms.lines.map(({ pollutant, tonnes }): UseFeeLine => {
    invariant(tonnes.gt(0), "an allocation has tonnes above zero");
    const rate = required(terms.ratesCnyPerTonneYear[pollutant], `rate of ${pollutant}`);
    return { pollutant, tonnes, fee: roundToFen(tonnes.times(rate).times(terms.years)) };
  });
  const total = sum(lines.map(({ fee }) => fee));
  const amounts = instalmentAmounts(total, terms);
  if (!amounts.ok) return amounts;
  const released = lines.map(({ tonnes }) => releasesOf(tonnes, amounts.value));
  const instalments = amounts.value.map((amount, index): Instalment => {
    const releases = lines.map(({ pollutant }, line) => ({ pollutant, tonnes: required(released[line]?.[index], "release") }));
    return { number: index + 1, dueAfterMonths: index * monthsBetween, amount, releases };
  });
  return accept({ lines, total, instalments });
}

/** Everything that is wrong with the terms of a fee before it is computed; none for terms in order. */
export function useFeeFaults(terms: UseFeeTerms): readonly UseFeeRefusal[] {
  const pollutants = terms.lines.map(({ pollutant }) => pollutant);
  const twice = new Set(pollutants.filter((pollutant, index) => pollutants.indexOf(pollutant) < index));
  const unpriced = new Set(pollutants.filter((pollutant) => !Object.hasOwn(terms.ratesCnyPerTonneYear, pollutant)));
  return [
    ...[...twice].map((pollutant) => ({ code: "pollutant-twice", pollutant, source: sources.kinds }) as const),
    ...[...unpriced].map((pollutant) => ({ code: "rate-missing", pollutant, source: sources.rates }) as const),
    ...instalmentFaults(terms),
  ];
}

/** Everything that is wrong with how a fee is to be paid, whatever the fee. */
export function instalmentFaults({ years, firstShare, instalments }: InstalmentTerms): readonly UseFeeRefusal[] {
  const source = sources.instalments;
  invariant(Number.isSafeInteger(years) && years >= 1, "a term has whole years");
  if (!Number.isSafeInteger(instalments) || instalments < 1) return [{ code: "instalments-invalid", instalments, source }];
  if (instalments === 1) return [];
  const lastDueMonths = (instalments - 1) * monthsBetween;
  return [
    ...(firstShare.gt(0) && firstShare.lt(1) ? [] : [{ code: "share-invalid", firstShare, instalments, source } as const]),
    ...(lastDueMonths < years * 12 ? [] : [{ code: "plan-outlives-term", instalments, years, lastDueMonths, source } as const]),
  ];
}

/** Whether the first share of instalments is what article 13 asks for at least; a lump sum has no share. */
export function checkFirstShare({ firstShare, instalments }: InstalmentTerms): Outcome<true, UseFeeRefusal> {
  const leastFirstShare = decimal(instalmentRule.leastFirstShare);
  if (instalments === 1 || firstShare.gte(leastFirstShare)) return accept(true);
  return refuse({ code: "share-too-low", firstShare, leastFirstShare, source: sources.instalments });
}

/**
 * Amounts of the instalments of a total in whole fen: the first is its share rounded up to the fen, the others are equal and rounded down, and
 * the last takes the remainder. A total of zero, a free allocation, is one instalment of zero, however many were asked for. Otherwise none is
 * zero: `instalment-below-fen`.
 */
export function instalmentAmounts(total: Decimal, terms: InstalmentTerms): Outcome<readonly Decimal[], UseFeeRefusal> {
  const [fault] = instalmentFaults(terms);
  if (fault) return refuse(fault);
  const { firstShare, instalments } = terms;
  if (instalments === 1 || total.isZero()) return accept([total]);
  const first = total.times(firstShare).toDecimalPlaces(2, Decimal.ROUND_UP);
  const others = BigInt(instalments - 1);
  const each = fromUnits(unitsOf(total.minus(first), fenPerYuan) / others, fenPerYuan);
  if (each.isZero()) return refuse({ code: "instalment-below-fen", total, instalments, source: sources.instalments });
  const equal = Array.from({ length: instalments - 2 }, () => each);
  const last = total.minus(first).minus(each.times(instalments - 2));
  return accept([first, ...equal, last]);
}

/**
 * How `tonnes` of one pollutant are released by payments of these amounts: after each payment tonnes x paid / total are released in all,
 * rounded down to the kilogram, and the last payment releases the rest.
 */
export function releasesOf(tonnes: Decimal, amounts: readonly Decimal[]): readonly Decimal[] {
  const total = unitsOf(sum(amounts), fenPerYuan);
  const kilograms = unitsOf(tonnes, kilogramsPerTonne);
  let paid = 0n;
  let releasedBefore = zero;
  return amounts.map((amount, index) => {
    paid += unitsOf(amount, fenPerYuan);
    const released = index === amounts.length - 1 ? tonnes : fromUnits((kilograms * paid) / total, kilogramsPerTonne);
    const release = released.minus(releasedBefore);
    releasedBefore = released;
    return release;
  });
}

/** A value as a whole number of its smallest unit, so that quotients are exact whatever the size. */
function unitsOf(value: Decimal, perOne: number): bigint {
  const units = value.times(perOne);
  invariant(units.isInteger() && units.gte(0), "money is whole fen, and tonnes are whole kilograms");
  return BigInt(units.toFixed(0));
}

function fromUnits(units: bigint, perOne: number): Decimal {
  return new Decimal(String(units)).div(perOne);
}
