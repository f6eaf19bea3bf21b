import { describe, expect, it } from "vitest";
import { callerFinder } from "../../../../shared/http/caller.ts";
import { plusSeconds } from "../../../../shared/kernel/clock.ts";
import type { Member, MemberReader, Party } from "../../../../shared/members/members.ts";
import { testClock } from "../../../support/clock.ts";

/** A finder whose subjects are all members of one party, and the subjects whose membership it read. */
function finderWith(standing: Party["standing"]) {
  const party = { partyId: "steel", standing } as Party;
  const read: string[] = [];
  const members: Pick<MemberReader, "member" | "party"> = {
    member: async (subject) => {
      read.push(subject);
      return { subject, partyId: "steel", role: "enterprise", area: "ezhou", function: "clerk" } as Member;
    },
    party: async () => party,
  };
  const clock = testClock();
  return { find: callerFinder(members as MemberReader, clock), read, clock };
}

describe("finding a caller", () => {
  it("reads the membership of an admitted member once in ten seconds", async () => {
    const { find, read, clock } = finderWith("admitted");
    const start = clock.now();
    const first = await find("zhang");
    clock.moveTo(plusSeconds(start, 9));
    expect(await find("zhang")).toBe(first);
    expect(read).toEqual(["zhang"]);
    clock.moveTo(plusSeconds(start, 10));
    await find("zhang");
    expect(read).toEqual(["zhang", "zhang"]);
  });

  it.each(["applied", "refused", "suspended"] as const)("reads the membership of a party that is %s every time", async (standing) => {
    const { find, read } = finderWith(standing);
    await find("zhang");
    await find("zhang");
    expect(read).toEqual(["zhang", "zhang"]);
  });

  it("remembers a thousand callers, and forgets them rather than grow in a process that stays warm", async () => {
    const { find, read } = finderWith("admitted");
    const subjects = Array.from({ length: 1000 }, (_, number) => `person-${number}`);
    for (const subject of [...subjects, ...subjects]) await find(subject);
    expect(read).toEqual(subjects);
    await find("one more");
    await find("person-0");
    expect(read.slice(1000)).toEqual(["one more", "person-0"]);
  });
});
