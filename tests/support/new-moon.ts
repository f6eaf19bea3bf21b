import { dayOf, type PlainDate } from "../../shared/kernel/calendar.ts";
import { instantOf } from "../../shared/kernel/clock.ts";

const radians = Math.PI / 180;
const unixEpoch = 2_440_587.5;
const millisecondsPerDay = 86_400_000;

/**
 * The new moon nearest to a day, in epoch milliseconds: Meeus, Astronomical Algorithms, chapter 49, without planetary arguments; right to a
 * minute or two in these centuries. Written for tests only, so that the almanac is compared with something that it was not made from.
 */
function newMoonNear(day: PlainDate): number {
  const year = 2000 + (Date.parse(`${day}T00:00:00Z`) - Date.UTC(2000, 0, 1)) / (365.25 * millisecondsPerDay);
  const k = Math.round((year - 2000) * 12.3685 + 0.005);
  const t = k / 1236.85;
  const mean = 2_451_550.09766 + 29.530588861 * k + 0.00015437 * t ** 2;
  const e = 1 - 0.002516 * t - 0.0000074 * t ** 2;
  const sun = (2.5534 + 29.1053567 * k - 0.0000014 * t ** 2) * radians;
  const moon = (201.5643 + 385.81693528 * k + 0.0107582 * t ** 2) * radians;
  const latitude = (160.7108 + 390.67050284 * k - 0.0016118 * t ** 2) * radians;
  const node = (124.7746 - 1.56375588 * k + 0.0020672 * t ** 2) * radians;
  const terms: readonly (readonly [number, number])[] = [
    [-0.4072, moon],
    [0.17241 * e, sun],
    [0.01608, 2 * moon],
    [0.01039, 2 * latitude],
    [0.00739 * e, moon - sun],
    [-0.00514 * e, moon + sun],
    [0.00208 * e ** 2, 2 * sun],
    [-0.00111, moon - 2 * latitude],
    [-0.00057, moon + 2 * latitude],
    [0.00056 * e, 2 * moon + sun],
    [-0.00042, 3 * moon],
    [0.00042 * e, sun + 2 * latitude],
    [0.00038 * e, sun - 2 * latitude],
    [-0.00024 * e, 2 * moon - sun],
    [-0.00017, node],
  ];
  const ephemeris = mean + terms.reduce((total, [size, angle]) => total + size * Math.sin(angle), 0);
  // Ephemeris time is ahead of universal time by about a minute, growing.
  const ahead = (62.92 + 0.32217 * (year - 2000) + 0.005589 * (year - 2000) ** 2) / 86_400;
  return (ephemeris - ahead - unixEpoch) * millisecondsPerDay;
}

/** Days in Shanghai on which the new moon near a day may fall: one, or two if it is within `doubtMinutes` of midnight. */
export function newMoonDays(day: PlainDate, doubtMinutes: number): readonly PlainDate[] {
  const at = newMoonNear(day);
  const around = [at - doubtMinutes * 60_000, at + doubtMinutes * 60_000].map((each) => dayOf(instantOf(Math.round(each))));
  return [...new Set(around)];
}
