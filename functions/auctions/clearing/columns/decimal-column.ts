import { Decimal, plain } from "../../../../shared/kernel/decimal.ts";

/**
 * One decimal per bid, exact, as integers at one common scale: value = units / 10^places. Narrow (a typed array, the common case) if every
 * integer is safe, else wide.
 */
export type DecimalColumn =
  | { readonly kind: "narrow"; readonly places: number; readonly units: Float64Array }
  | { readonly kind: "wide"; readonly places: number; readonly units: readonly bigint[] };

/** Ten to the power `exponent`, exact. */
export function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

/** `value` in units of 10^-places; `value` must have no more decimals than that. */
export function toUnits(value: Decimal, places: number): bigint {
  return BigInt(plain(value.times(new Decimal(10).pow(places))));
}

/** The shortest plain notation of units / 10^places. */
export function formatUnits(units: number | bigint, places: number): string {
  const digits = String(units);
  if (places === 0) return digits;
  const negative = digits.startsWith("-");
  const padded = (negative ? digits.slice(1) : digits).padStart(places + 1, "0");
  let end = padded.length;
  const point = end - places;
  while (end > point && padded.charCodeAt(end - 1) === 48) end -= 1;
  const text = end === point ? padded.slice(0, point) : `${padded.slice(0, point)}.${padded.slice(point, end)}`;
  return negative && text !== "0" ? `-${text}` : text;
}

const safeDigits = 15;
const powers = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

/** Reads decimal strings one after the other, without intermediate objects, into a `DecimalColumn`. */
export class DecimalColumnBuilder {
  private readonly texts: string[] = [];
  private readonly mantissas: Float64Array;
  private readonly places: Uint8Array;
  private readonly maximumDigits: number;
  private narrow = true;
  private maximumPlaces = 0;

  /** A column of `length` values of at most `maximumDigits` digits each; a single zero before the point isn't counted. */
  constructor(length: number, maximumDigits: number) {
    this.mantissas = new Float64Array(length);
    this.places = new Uint8Array(length);
    this.maximumDigits = maximumDigits;
  }

  /** Appends a value; false when `text` isn't a plain decimal or has too many digits (the column is then unusable). */
  append(text: string): boolean {
    const length = text.length;
    const negative = text.charCodeAt(0) === 45;
    const start = negative ? 1 : 0;
    let mantissa = 0;
    let point = -1;
    for (let at = start; at < length; at += 1) {
      const code = text.charCodeAt(at);
      if (code >= 48 && code <= 57) mantissa = mantissa * 10 + (code - 48);
      else if (code === 46 && point < 0 && at > start && at < length - 1) point = at;
      else return false;
    }
    const whole = (point < 0 ? length : point) - start;
    if (whole < 1) return false;
    const leadingZero = text.charCodeAt(start) === 48;
    if (leadingZero && whole > 1) return false;
    const places = point < 0 ? 0 : length - point - 1;
    const digits = leadingZero && places > 0 ? places : whole + places;
    if (digits > this.maximumDigits) return false;
    if (digits > safeDigits) this.narrow = false;
    if (places > this.maximumPlaces) this.maximumPlaces = places;
    const index = this.texts.length;
    this.mantissas[index] = negative && mantissa !== 0 ? -mantissa : mantissa;
    this.places[index] = places;
    this.texts.push(text);
    return true;
  }

  /** The column of everything appended. */
  finish(): DecimalColumn {
    const places = this.maximumPlaces;
    if (this.narrow && this.scaleUp(places)) return { kind: "narrow", places, units: this.mantissas };
    const units = this.texts.map((text) => {
      const point = text.indexOf(".");
      const missing = places - (point < 0 ? 0 : text.length - point - 1);
      return BigInt(text.replace(".", "")) * powerOfTen(missing);
    });
    return { kind: "wide", places, units };
  }

  /** Brings all mantissas to the common scale; false as soon as one of them is no longer a safe integer. */
  private scaleUp(places: number): boolean {
    if (places > safeDigits) return false;
    const { mantissas } = this;
    for (let index = 0; index < mantissas.length; index += 1) {
      const missing = places - (this.places[index] ?? 0);
      if (missing === 0) continue;
      const scaled = (mantissas[index] ?? 0) * (powers[missing] ?? 1);
      if (Math.abs(scaled) > Number.MAX_SAFE_INTEGER) return false;
      mantissas[index] = scaled;
    }
    return true;
  }
}

/**
 * Keys in the order of the column's values, equal exactly where the values are equal, all safe integers: the units themselves,
 * for a wide column their distance from the smallest or, where even that is too large, their dense rank.
 */
export function orderKeys(column: DecimalColumn): Float64Array {
  if (column.kind === "narrow") return column.units;
  const { units } = column;
  let smallest = units[0] ?? 0n;
  let largest = smallest;
  for (const unit of units) {
    if (unit < smallest) smallest = unit;
    if (unit > largest) largest = unit;
  }
  if (largest - smallest <= BigInt(Number.MAX_SAFE_INTEGER)) return Float64Array.from(units, (unit) => Number(unit - smallest));
  const distinct = [...new Set(units)].sort((a, b) => (a < b ? -1 : 1));
  const ranks = new Map(distinct.map((unit, rank) => [unit, rank]));
  return Float64Array.from(units, (unit) => ranks.get(unit) ?? 0);
}

/** How many whole steps each value is, 0 where it isn't a positive multiple of `step` (above zero). Exact at any scale. */
export function wholeSteps(column: DecimalColumn, step: Decimal): Float64Array | bigint[] {
  const places = Math.max(column.places, step.decimalPlaces());
  const factor = powerOfTen(places - column.places);
  const stepUnits = toUnits(step, places);
  if (column.kind === "narrow" && stepUnits <= BigInt(Number.MAX_SAFE_INTEGER)) {
    const steps = narrowSteps(column.units, Number(factor), Number(stepUnits));
    if (steps !== undefined) return steps;
  }
  return Array.from(column.units, (unit: number | bigint) => {
    const units = BigInt(unit) * factor;
    return units > 0n && units % stepUnits === 0n ? units / stepUnits : 0n;
  });
}

/**
 * The quotient of two safe integers rounds to a whole number only if it is one: the distance to the next whole number is at least
 * 1/step, more than half a unit in the last place of a quotient of safe integers. So one division both tests and divides.
 */
function narrowSteps(units: Float64Array, factor: number, step: number): Float64Array | undefined {
  const steps = new Float64Array(units.length);
  for (let index = 0; index < units.length; index += 1) {
    const scaled = (units[index] ?? 0) * factor;
    if (scaled > Number.MAX_SAFE_INTEGER) return undefined;
    const quotient = scaled / step;
    steps[index] = quotient > 0 && Math.floor(quotient) === quotient ? quotient : 0;
  }
  return steps;
}

/**
 * The smallest order key of a value at or above `bound` (or, with `above`, strictly above it); infinity when there is none. `keys` are
 * the column's order keys. Comparing keys with it compares the values with the bound, exactly and at any scale.
 */
export function lowestKey(column: DecimalColumn, keys: Float64Array, bound: Decimal, { above = false } = {}): number {
  const places = Math.max(column.places, bound.decimalPlaces());
  const factor = powerOfTen(places - column.places);
  const boundUnits = toUnits(bound, places);
  // The least whole number of the column's units that is not below (or is above) the bound.
  const least = above || boundUnits % factor !== 0n ? boundUnits / factor + 1n : boundUnits / factor;
  if (column.kind === "narrow") return least <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(least) : Number.POSITIVE_INFINITY;
  let lowest = Number.POSITIVE_INFINITY;
  for (const [index, unit] of column.units.entries()) {
    if (unit >= least) lowest = Math.min(lowest, keys[index] ?? 0);
  }
  return lowest;
}
