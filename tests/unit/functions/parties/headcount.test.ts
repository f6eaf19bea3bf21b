import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkMayGo, counted, recounted } from "../../../../functions/parties/people/headcount.ts";
import type { Party } from "../../../../shared/members/members.ts";
import { type PersonFunction, personFunctions } from "../../../../shared/members/vocabulary.ts";

const aFunction = fc.constantFrom(...personFunctions);
const change = fc.oneof(
  fc.record({ kind: fc.constant("joins" as const), to: aFunction }),
  fc.record({ kind: fc.constant("goes" as const), who: fc.nat() }),
  fc.record({ kind: fc.constant("changes" as const), who: fc.nat(), to: aFunction }),
);

describe("the headcount of a party", () => {
  it("is the number of its people after any changes, and one of them is always a representative", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        let party = { people: 1, representatives: 1, standing: "admitted", version: 1 } as Party;
        let people: PersonFunction[] = ["representative"];
        for (const each of changes) {
          if (each.kind === "joins") {
            people.push(each.to);
            party = counted(party, each.to, 1);
            continue;
          }
          const position = each.who % people.length;
          const from = people[position] as PersonFunction;
          const same = each.kind === "changes" && each.to === from;
          if (!same && !checkMayGo(party, from).ok) continue;
          if (each.kind === "goes") {
            people = people.filter((_, other) => other !== position);
            party = counted(party, from, -1);
          } else {
            people[position] = each.to;
            party = recounted(party, from, each.to);
          }
        }
        const representatives = people.filter((each) => each === "representative").length;
        expect([party.people, party.representatives]).toEqual([people.length, representatives]);
        expect(representatives).toBeGreaterThan(0);
      }),
    );
  });

  it("binds nobody to a registration that ended", () => {
    const party = { representatives: 1, standing: "refused" } as Party;
    expect(checkMayGo(party, "representative").ok).toBe(true);
    expect(checkMayGo({ ...party, standing: "suspended" }, "representative").ok).toBe(false);
    expect(checkMayGo({ ...party, standing: "suspended" }, "approver").ok).toBe(true);
  });
});
