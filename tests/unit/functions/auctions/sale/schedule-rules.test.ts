import { describe, expect, it } from "vitest";
import { checkSchedule } from "../../../../../functions/auctions/sale/schedule-rules.ts";

const code = (outcome: { ok: boolean; refusal?: { code: string } }): string => (outcome.ok ? "accepted" : (outcome.refusal?.code ?? ""));

describe("schedules", () => {
  const now = "2026-03-02T01:00:00.000Z";
  const at = (minutes: number): string => new Date(Date.parse(now) + minutes * 60_000).toISOString();
  const wanted = (opens: number, enrols: number, closes: number) => ({ opensAt: at(opens), enrolsUntil: at(enrols), closesAt: at(closes) });
  it.each([
    [wanted(1, 50, 60), undefined, "accepted"],
    [wanted(1, 51, 60), undefined, "schedule-invalid"],
    [wanted(60, 50, 60), undefined, "schedule-invalid"],
    [wanted(1, -1, 60), undefined, "schedule-invalid"],
    [wanted(70, 80, 120), wanted(60, 50, 90), "accepted"],
    [wanted(60, 50, 90), wanted(60, 50, 90), "schedule-invalid"],
    [wanted(60, 40, 120), wanted(60, 50, 90), "schedule-invalid"],
    // Bids were taken since an hour: opening can't move over them, closing can.
    [wanted(70, -20, 120), wanted(-60, -20, 90), "schedule-invalid"],
    [wanted(-60, -20, 120), wanted(-60, -20, 90), "accepted"],
    // Bids are never taken from an instant that has passed.
    [wanted(-1, 50, 60), undefined, "schedule-invalid"],
    [wanted(0, 50, 60), undefined, "accepted"],
    [wanted(-1, 50, 100), wanted(30, 50, 90), "schedule-invalid"],
    // A year and a day at most, also when postponing.
    [wanted(1, 50, 366 * 1_440), undefined, "accepted"],
    [wanted(1, 50, 366 * 1_440 + 1), undefined, "schedule-invalid"],
    [wanted(1, 50, 366 * 1_440 + 1), wanted(1, 50, 90), "schedule-invalid"],
  ] as const)("%j in place of %j: %s", (next, earlier, outcome) => {
    expect(code(checkSchedule(next, now, earlier))).toBe(outcome);
  });
});
