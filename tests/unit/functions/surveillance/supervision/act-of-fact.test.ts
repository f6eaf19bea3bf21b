import { describe, expect, it } from "vitest";
import { cashFacts } from "../../../../../functions/cash/contract.ts";
import { actOfFact } from "../../../../../functions/surveillance/supervision/act-of-fact.ts";
import { jobsOfOwnAccord } from "../../../../../functions/surveillance/supervision/acts-of-facts.ts";
import type { Fact } from "../../../../../shared/kernel/fact.ts";

/** A refund that somebody ordered. */
const ordered = (given: Partial<Fact> = {}): Fact => ({
  ...{ factId: "f", factType: cashFacts.refundOrdered.factType, schemaVersion: 1, occurredAt: "2026-03-02T00:00:00.000Z" },
  ...{ actor: "persona-operator", parties: ["p"], areas: ["420700"] },
  data: { refundId: "r", partyId: "p", amount: "5.00", toName: "", reason: "asked for", other: "not told" },
  ...given,
});

describe("the act that a fact tells of", () => {
  it("says who did what, when and why, with the second person and what it was about, empty members left out", () => {
    expect(actOfFact(ordered({ approvedBy: "persona-operator-second" }))).toEqual({
      ...{ actId: "f", kind: "refund-ordered", at: "2026-03-02T00:00:00.000Z", actor: "persona-operator", takesTwo: true },
      ...{ approvedBy: "persona-operator-second", reason: "asked for", about: { refundId: "r", partyId: "p", amount: "5.00" } },
    });
  });

  it("is none of the operator's where a job did it by itself", () => {
    expect(jobsOfOwnAccord).not.toHaveLength(0);
    expect(jobsOfOwnAccord.map((actor) => actOfFact(ordered({ actor })))).toEqual(jobsOfOwnAccord.map(() => undefined));
  });
});
