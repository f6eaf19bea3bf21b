import { type DecimalColumn, powerOfTen } from "./decimal-column.ts";

const pattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,18}))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Days since 1970-01-01 of a day of the proleptic Gregorian calendar; undefined when there is no such day. */
function epochDay(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1) return undefined;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const lastDay = month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  if (day > lastDay) return undefined;
  // Years are counted from March, so that the leap day ends the year.
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + (text.charCodeAt(at + 1) - 48);
}

/** Reads ISO 8601 instants into a column of seconds since 1970 with all their decimals, so that no fraction is lost before they are compared. */
export class InstantColumnBuilder {
  private readonly seconds: Float64Array;
  /** Of instants in the usual form; the decimals of all others are in `fractions`. */
  private readonly milliseconds: Uint16Array;
  private readonly fractions = new Map<number, string>();
  private places = 0;
  private length = 0;

  /** A column of `length` instants. */
  constructor(length: number) {
    this.seconds = new Float64Array(length);
    this.milliseconds = new Uint16Array(length);
  }

  /** Appends an instant; false when `text` isn't one, or names a day that doesn't exist (the column is then unusable). */
  append(text: string): boolean {
    const second = this.usualForm(text) ?? this.anyForm(text);
    if (second === undefined) return false;
    this.seconds[this.length] = second;
    this.length += 1;
    return true;
  }

  /** The column of everything appended. */
  finish(): DecimalColumn {
    const places = Math.max(this.places, 3);
    const largest = this.seconds.reduce((most, second) => Math.max(most, Math.abs(second)), 0) + 1;
    // Half the safe range, so that the distance of two instants is safe as well.
    if (largest * 10 ** places <= Number.MAX_SAFE_INTEGER / 2) return { kind: "narrow", places, units: this.narrowUnits(places) };
    const scale = powerOfTen(places);
    const units = Array.from(this.seconds, (second, index) => BigInt(second) * scale + BigInt(this.decimals(index, places)));
    return { kind: "wide", places, units };
  }

  private narrowUnits(places: number): Float64Array {
    const scale = 10 ** places;
    const perMillisecond = 10 ** (places - 3);
    for (let index = 0; index < this.length; index += 1) {
      this.seconds[index] = (this.seconds[index] ?? 0) * scale + (this.milliseconds[index] ?? 0) * perMillisecond;
    }
    for (const index of this.fractions.keys()) this.seconds[index] = (this.seconds[index] ?? 0) + Number(this.decimals(index, places));
    return this.seconds;
  }

  /** The first `places` decimals of an instant, at least three. */
  private decimals(index: number, places: number): string {
    return (this.fractions.get(index) ?? String(this.milliseconds[index]).padStart(3, "0")).padEnd(places, "0");
  }

  /** `2026-01-01T00:00:00.000Z` without a regular expression: a book of a million bids is mostly this form. */
  private usualForm(text: string): number | undefined {
    if (text.length !== 24 || text.charCodeAt(23) !== 90) return undefined;
    for (let at = 0; at < 23; at += 1) {
      const code = text.charCodeAt(at);
      const expected = separators[at];
      if (expected === 0 ? code < 48 || code > 57 : code !== expected) return undefined;
    }
    const day = epochDay(twoDigits(text, 0) * 100 + twoDigits(text, 2), twoDigits(text, 5), twoDigits(text, 8));
    const [hour, minute, second] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
    if (day === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
    this.milliseconds[this.length] = (text.charCodeAt(20) - 48) * 100 + twoDigits(text, 21);
    return day * 86_400 + hour * 3_600 + minute * 60 + second;
  }

  private anyForm(text: string): number | undefined {
    const parts = pattern.exec(text);
    if (parts === null) return undefined;
    const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
    const day = epochDay(year, month, date);
    const [offsetHours, offsetMinutes] = [Number(parts[9] ?? 0), Number(parts[10] ?? 0)];
    if (day === undefined || hour > 23 || minute > 59 || second > 59 || offsetHours > 23 || offsetMinutes > 59) return undefined;
    const fraction = (parts[7] ?? "").replace(/0+$/, "");
    this.places = Math.max(this.places, fraction.length);
    if (fraction !== "") this.fractions.set(this.length, fraction);
    const offset = (offsetHours * 3_600 + offsetMinutes * 60) * (parts[8] === "-" ? -1 : 1);
    return day * 86_400 + hour * 3_600 + minute * 60 + second - offset;
  }
}

/** The character codes that are fixed in the usual form; 0 where a digit stands. */
const separators = Array.from("0000-00-00T00:00:00.000", (character) => (character === "0" ? 0 : character.charCodeAt(0)));
