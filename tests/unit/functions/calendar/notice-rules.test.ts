import { describe, expect, it } from "vitest";
import example from "../../../../docs/examples/calendar-2026.json" with { type: "json" };
import { checkNotice, type EnteredNotice } from "../../../../functions/calendar/notice-rules.ts";

const notice = example.notice as EnteredNotice;
const outcome = (changed: Partial<EnteredNotice>) => checkNotice(2026, { ...notice, ...changed });
const withPeriod = (firstDay: string, lastDay: string) =>
  outcome({ holidays: [...notice.holidays, { holiday: "special", firstDay, lastDay }] });
const without = (holiday: string) => outcome({ holidays: notice.holidays.filter((each) => each.holiday !== holiday) });

describe("the notice of a year", () => {
  it("gives every day of its holidays off, weekends included, and shifts the others", () => {
    const checked = outcome({});
    if (!checked.ok) throw new Error(JSON.stringify(checked.refusal));
    const days = checked.value.daysOff.map(({ day }) => day);
    expect(days).toHaveLength(33);
    expect(days).toEqual([...days].sort());
    expect(checked.value.daysOff.slice(0, 3)).toEqual(["01", "02", "03"].map((day) => ({ day: `2026-01-${day}`, holiday: "new-year" })));
    expect(checked.value.workingDays).toEqual(notice.workingDays);
  });

  it.each([
    ["days lie in the year", withPeriod("2026-12-31", "2027-01-01"), ["2027-01-01"]],
    ["days lie in the year", outcome({ workingDays: ["2025-12-28"] }), ["2025-12-28"]],
    ["firstDay <= lastDay", withPeriod("2026-08-02", "2026-08-01"), ["2026-08-02"]],
    ["a day is off once", withPeriod("2026-05-05", "2026-05-06"), ["2026-05-05"]],
    ["a working day is named once", outcome({ workingDays: ["2026-02-14", "2026-02-14"] }), ["2026-02-14"]],
    ["a day is off or worked, not both", outcome({ workingDays: ["2026-10-03"] }), ["2026-10-03"]],
    ["only days of weekends are shifted to working days", outcome({ workingDays: ["2026-03-04"] }), ["2026-03-04"]],
    ["statutory holidays are off", without("dragon-boat"), ["2026-06-19"]],
    ["statutory holidays are off", without("labour-day"), ["2026-05-01", "2026-05-02"]],
  ] as const)("is refused where it breaks the rule: %s", (rule, refused, days) => {
    expect(refused).toEqual({ ok: false, refusal: { code: "notice-invalid", rule, days } });
  });

  it("names at most twenty days that break a rule, however many there are", () => {
    const whole = { holiday: "special", firstDay: "2026-01-01", lastDay: "2026-12-31" } as const;
    const checked = outcome({ holidays: Array.from({ length: 20 }, () => whole) });
    expect(checked).toMatchObject({ ok: false, refusal: { rule: "a day is off once", days: expect.any(Array) } });
    expect(checked.ok ? [] : checked.refusal).toMatchObject({ days: { length: 20 } });
  });
});
