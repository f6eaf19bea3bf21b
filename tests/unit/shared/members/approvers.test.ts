import { describe, expect, it } from "vitest";
import { anotherApproves } from "../../../../shared/members/approvers.ts";
import type { Member } from "../../../../shared/members/members.ts";

const at = "2026-06-01T00:00:00.000Z";
const letter = { sha256: "", from: "", until: "", validFrom: "2026-01-01T00:00:00.000Z", endsAt: at };
const valid = { ...letter, endsAt: "2027-01-01T00:00:00.000Z" };
const person = (subject: string, own: Member["function"], given: Partial<Member> = {}): Member => ({
  ...{ subject, function: own, partyId: "p", role: "regulator", area: "420700", personName: "", since: at, version: 1 },
  ...given,
});
const self = person("self", "representative");

describe("whether another person of a party can approve", () => {
  it.each([
    ["nobody else", [], false],
    ["a clerk", [person("b", "clerk")], false],
    ["an approver", [person("b", "approver", { letter: valid })], true],
    ["a representative without a letter, who registered the party", [person("b", "representative")], true],
    ["an approver whose letter has ended", [person("b", "approver", { letter })], false],
    ["an approver whose letter has not begun", [person("b", "approver", { letter: { ...valid, validFrom: valid.endsAt } })], false],
  ] as const)("beside %s: %j", (_, others, approves) => {
    expect(anotherApproves([self, ...others], { people: others.length + 1 }, "self", at)).toBe(approves);
  });

  it("is taken for granted while the list of people lags behind the party", () => {
    expect(anotherApproves([self, person("b", "clerk")], { people: 3 }, "self", at)).toBe(true);
    expect(anotherApproves([self], { people: 2 }, "self", at)).toBe(true);
  });
});
