import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plusDays } from "../../../../shared/kernel/calendar.ts";
import { type Licensed, licenceInForce, renewalDueOn } from "../../../../shared/members/licence-in-force.ts";

const from = "2026-01-01";
const until = "2030-12-31";
const confirmed: Licensed = { state: "confirmed", licenceValidFrom: from, licenceValidUntil: until };
/** A day of the years around the end of the licence. */
const day = fc.integer({ min: -800, max: 800 }).map((offset) => plusDays(until, offset));

describe("a discharge licence", () => {
  it("is in force on the first and the last day of its validity, and on no other side of them", () => {
    const days = [plusDays(from, -1), from, until, plusDays(until, 1)];
    expect(days.map((each) => licenceInForce(confirmed, each))).toEqual([false, true, true, false]);
  });

  it("has to be renewed by the sixtieth day before its end", () => {
    expect(renewalDueOn(until)).toBe("2030-11-01");
  });

  it("whose renewal was applied for sixty days before its end stays in force while it is undecided; fifty-nine days are too few", () => {
    const after = plusDays(until, 1);
    const applied = (appliedOn: string): Licensed => ({ ...confirmed, renewal: { state: "applied", appliedOn, renews: until } });
    expect(licenceInForce(applied(plusDays(until, -60)), after)).toBe(true);
    expect(licenceInForce(applied(plusDays(until, -59)), after)).toBe(false);
  });

  it("ends on the day on which its renewal is refused, if it has ended by then", () => {
    const refused = {
      ...confirmed,
      renewal: { state: "refused", appliedOn: "2030-10-01", renews: until, decidedOn: "2031-02-01" },
    } as const;
    expect(["2031-01-31", "2031-02-01"].map((each) => licenceInForce(refused, each))).toEqual([true, false]);
  });

  it("that was renewed is in force without a gap where it was applied for in time, and with one where it was not", () => {
    const renewed = (appliedOn: string): Licensed => ({
      ...{ ...confirmed, licenceValidFrom: "2031-02-01", licenceValidUntil: "2036-01-31" },
      renewal: { state: "granted", appliedOn, renews: until, decidedOn: "2031-02-01", formerValidFrom: from },
    });
    const days = [until, "2031-01-01", "2031-01-31", "2031-02-01"];
    expect(days.map((each) => licenceInForce(renewed("2030-10-01"), each))).toEqual([true, true, true, true]);
    expect(days.map((each) => licenceInForce(renewed("2030-12-01"), each))).toEqual([true, false, false, true]);
  });

  it("is what the bureau confirmed, whatever the holder declared since, and nothing before that", () => {
    const declared: Licensed = {
      ...{ ...confirmed, state: "unconfirmed", confirmedAt: "2026-01-02T00:00:00.000Z", licenceValidUntil: "2031-12-31" },
      ...{ confirmedValidFrom: from, confirmedValidUntil: until },
    };
    expect(licenceInForce(declared, "2031-01-01")).toBe(false);
    expect(licenceInForce(declared, until)).toBe(true);
    expect(licenceInForce({ ...confirmed, state: "unconfirmed" }, from)).toBe(false);
    expect(licenceInForce({ ...confirmed, state: "licence-lost" }, from)).toBe(false);
  });

  it("is not kept in force by an application about another validity", () => {
    const other = { ...confirmed, renewal: { state: "applied", appliedOn: "2025-01-01", renews: "2025-12-31" } } as const;
    expect(licenceInForce(other, plusDays(until, 1))).toBe(false);
  });

  it("never ends earlier because its renewal was applied for, granted or refused", () => {
    fc.assert(
      fc.property(day, day, day, fc.constantFrom("applied", "refused"), (today, appliedOn, decidedOn, state) => {
        const renewal =
          state === "applied" ? ({ state, appliedOn, renews: until } as const) : ({ state, appliedOn, renews: until, decidedOn } as const);
        expect(licenceInForce({ ...confirmed, renewal }, today) || !licenceInForce(confirmed, today)).toBe(true);
      }),
    );
  });
});
