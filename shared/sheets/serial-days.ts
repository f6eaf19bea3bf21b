/** The day that a workbook's dates count from: 1900 by default, 1904 in some that were made on a Mac. */
export type DateSystem = 1900 | 1904;

const secondsPerDay = 86_400;
/** 9999-12-31, counted from 1900: the last day that spreadsheets know. */
const lastSerial = 2_958_465;
/** The serial of 1900-02-29, a day that spreadsheets have and the calendar has not. */
const noSuchDay = 60;

/**
 * A date as `2026-03-01`, or with its time as `2026-03-01 08:30:00`, from the number that a workbook keeps; undefined for a number that is no
 * day of the calendar.
 */
export function dayOfSerial(serial: number, system: DateSystem): string | undefined {
  const seconds = Math.round(serial * secondsPerDay);
  const whole = Math.floor(seconds / secondsPerDay);
  const time = seconds - whole * secondsPerDay;
  if (!(whole >= (system === 1900 ? 1 : 0) && whole <= lastSerial - (system === 1900 ? 0 : 1_462))) return undefined;
  if (system === 1900 && whole === noSuchDay) return undefined;
  const first = system === 1904 ? Date.UTC(1904, 0, 1) : whole < noSuchDay ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30);
  const text = new Date(first + (whole * secondsPerDay + time) * 1_000).toISOString();
  return time === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}
