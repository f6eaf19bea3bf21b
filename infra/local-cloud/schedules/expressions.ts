import { Cron } from "croner";

/** A compiled schedule expression. */
export interface Occurrences {
  /** First occurrence after an instant, both in epoch milliseconds; undefined when there is none any more. */
  after(instant: number): number | undefined;
}

const unitMilliseconds: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
/** Fields of an AWS cron expression with the range a step runs over. */
const cronRanges = ["0-59", "0-23", "1-31", "1-12", "1-7", "1970-2199"];

/**
 * Compiles `rate(5 minutes)`, `at(2026-01-31T09:00:00)` or `cron(0/15 8-18 ? * MON-FRI *)` as EventBridge has them; `cron` and `at` are in
 * the time zone. Rates count from the epoch, so that a restart does not shift them. Throws on anything else.
 */
export function compileSchedule(expression: string, timeZone: string): Occurrences {
  const [, kind, text = ""] = /^(rate|at|cron)\((.+)\)$/.exec(expression.trim()) ?? [];
  if (kind === "rate") return compileRate(text);
  if (kind === "at") return compileAt(text, timeZone);
  if (kind === "cron") return compileCron(text, timeZone);
  throw new Error(`not a schedule expression: ${expression}`);
}

function compileRate(text: string): Occurrences {
  const [, count = "0", unit = "", plural] = /^(\d+) (minute|hour|day)(s?)$/.exec(text.trim()) ?? [];
  const period = Number(count) * (unitMilliseconds[unit] ?? 0);
  if (period === 0 || (Number(count) === 1) === (plural === "s")) throw new Error(`not a rate: ${text}`);
  return { after: (instant) => (Math.floor(instant / period) + 1) * period };
}

function compileAt(text: string, timeZone: string): Occurrences {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text)) throw new Error(`not a local time: ${text}`);
  const once = new Cron(text, { timezone: timeZone, paused: true });
  return { after: (instant) => once.nextRun(new Date(instant))?.getTime() };
}

function compileCron(text: string, timeZone: string): Occurrences {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 6) throw new Error(`a cron expression has six fields: ${text}`);
  if (fields[2] !== "?" && fields[4] !== "?") throw new Error(`day of month or day of week has to be ?: ${text}`);
  const translated = fields.map((field, position) => {
    if (field === "?") return "*";
    // `0/5` is every five from zero on; croner expects the range.
    return field.replace(/(^|,)(\w+)\/(\d+)/g, (_found, before: string, start: string, step: string) => {
      const end = (cronRanges[position] ?? "").split("-")[1];
      return `${before}${start}-${end}/${step}`;
    });
  });
  const cron = new Cron(`0 ${translated.join(" ")}`, { timezone: timeZone, paused: true, alternativeWeekdays: true, mode: "7-part" });
  return { after: (instant) => cron.nextRun(new Date(instant))?.getTime() };
}
