import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { memberReader } from "../../shared/members/members.ts";
import { personFunctions } from "../../shared/members/vocabulary.ts";
import { testClock } from "../support/clock.ts";
import { runs } from "../support/effort.ts";
import { type Engine, sharedEngine } from "../support/engine.ts";
import { givenMember } from "../support/members.ts";
import { aLetter, anInvitation } from "../support/people.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

const people = 4;
const person = fc.nat({ max: people - 1 });
const party = fc.nat({ max: 1 });
const command = fc.oneof(
  fc.record({ what: fc.constant("invites" as const), party, who: person, to: fc.constantFrom(...personFunctions) }),
  fc.record({ what: fc.constant("accepts" as const), who: person }),
  fc.record({ what: fc.constant("changes" as const), by: person, who: person, to: fc.constantFrom(...personFunctions) }),
  fc.record({ what: fc.constant("removes" as const), by: person, who: person }),
  fc.record({ what: fc.constant("leaves" as const), who: person }),
);
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

describe("people of two parties, whatever happens at the same moment", () => {
  let engine: Engine;
  let api: WholeApi;
  beforeAll(async () => {
    engine = await sharedEngine();
    api = await openWholeApi(engine, testClock());
  });

  const post = (as: string, path: string, body: object = {}) => api.call({ as, method: "POST", path, body });
  const itemsAt = async (as: string, path: string) =>
    ((await api.call({ as, method: "GET", path })).body as { items: Record<string, unknown>[] }).items;

  /** Sends a command by people of the model; what comes of it is judged by what is stored. */
  async function send(subjects: readonly string[], bosses: readonly string[], given: Command): Promise<number> {
    const subject = subjects[given.who] ?? "";
    const reason = "as agreed";
    if (given.what === "invites") {
      const invitation = anInvitation(subject, { function: given.to });
      return (await post(bosses[given.party] ?? "", "/parties/own/invitations", invitation)).status;
    }
    if (given.what === "accepts") {
      const invitations = await itemsAt(subject, "/parties/invitations");
      const answers = invitations.map(({ invitationId }) => post(subject, `/parties/invitations/${String(invitationId)}/acceptance`));
      return Math.max(200, ...(await Promise.all(answers)).map(({ status }) => status));
    }
    if (given.what === "leaves") return (await post(subject, "/parties/own/departure", { reason })).status;
    const by = subjects[given.by] ?? "";
    const body = given.what === "removes" ? { subject, reason } : { subject, function: given.to, letter: aLetter(), reason };
    return (await post(by, `/parties/own/people/${given.what === "removes" ? "removals" : "changes"}`, body)).status;
  }

  it("each person acts for one party at most, each party has a representative and counts its people right", async () => {
    const batches = fc.array(fc.array(command, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(batches, async (given) => {
        const parties = await Promise.all([0, 1].map(() => givenMember(engine, { role: "enterprise" })));
        const bosses = parties.map(({ subject }) => subject);
        const subjects = [...bosses, ...Array.from({ length: people - bosses.length }, () => `person-${randomUUID()}`)];
        for (const batch of given) {
          const statuses = await Promise.all(batch.map((each) => send(subjects, bosses, each)));
          expect(statuses.filter((status) => status >= 500)).toEqual([]);
        }
        const reader = memberReader(engine.dynamo, engine.tables.Parties);
        const members = (await Promise.all(subjects.map(reader.member))).filter((each) => each !== undefined);
        for (const { partyId } of parties) {
          const own = members.filter((member) => member.partyId === partyId);
          const representatives = own.filter((member) => member.function === "representative").length;
          expect(await reader.party(partyId)).toMatchObject({ people: own.length, representatives });
          expect(representatives).toBeGreaterThan(0);
        }
      }),
      { numRuns: runs(100) },
    );
  });
});
