import { describe, expect, it } from "vitest";
import { decimal } from "../../../../shared/kernel/decimal.ts";
import { LedgerEntry } from "../../../../shared/ledger/entry.ts";
import { firstMonthLeft, issuePermits, type PermitIssueRefusal, tonneMonthsByYear } from "../../../../shared/permits/issue.ts";

const winter = { firstMonth: "2026-12", lastMonth: "2027-02" };

describe("the tonne-months of a lot", () => {
  it("are counted in the year in which each month lies", () => {
    expect(tonneMonthsByYear({ ...winter, tonnes: decimal("1.001") })).toEqual(
      new Map([
        ["2026", decimal("1.001")],
        ["2027", decimal("2.002")],
      ]),
    );
  });
});

describe("what is left of a term", () => {
  it.each([
    ["all of it before its first month in the city", "2026-11-30T15:59:59.999Z", "2026-12"],
    ["what follows its first month, from that month's first instant on", "2026-11-30T16:00:00.000Z", "2027-01"],
    ["the last month until it begins", "2027-01-31T15:59:59.999Z", "2027-02"],
    ["nothing once the last month has begun", "2027-01-31T16:00:00.000Z", undefined],
    ["nothing after the term", "2030-01-01T00:00:00.000Z", undefined],
  ])("is %s", (_what, at, expected) => {
    expect(firstMonthLeft(winter, at)).toBe(expected);
  });
});

describe("issuing permits", () => {
  const envelope = { factId: "f", occurredAt: "2026-01-01T00:00:00.000Z", actor: "a", parties: [], areas: ["420700"] };
  const issue = (change: { from?: string; tonnes?: string; lastMonth?: string }) => {
    const entry = new LedgerEntry<PermitIssueRefusal>("Ledger", { ...envelope, cause: { kind: "test", reference: "test" } });
    const { from = "reserve:ezhou", tonnes = "1", lastMonth = winter.lastMonth } = change;
    const lot = { pollutant: "SO2", pool: "ezhou", firstMonth: winter.firstMonth, lastMonth, tonnes: decimal(tonnes) };
    return () => issuePermits(entry, { ...lot, from, to: "escrow:a" });
  };

  it("takes them from the reserve of the same pool only", () => {
    expect(issue({ from: "reserve:liangzi-lake" })).toThrow("reserve of their own pool");
  });

  it("needs tonnes above zero and a term that does not end before it begins", () => {
    expect(issue({ tonnes: "0" })).toThrow("above zero");
    expect(issue({ lastMonth: "2026-11" })).toThrow("before it begins");
    expect(issue({ lastMonth: winter.firstMonth })).not.toThrow();
  });
});
