import { beforeAll, describe, expect, it } from "vitest";
import { givenMember } from "../support/members.ts";
import { statedAbout } from "../support/stated-facts.ts";
import { ComplianceWorld, type Discharger } from "./compliance-support.ts";

const document = { documentNumber: "EZ-1" };

describe("a declaration of what a site discharged", () => {
  let world: ComplianceWorld;
  beforeAll(async () => {
    world = await ComplianceWorld.open("2026-09-02T01:00:00.000Z");
  });

  const draft = (discharger: Discharger, more: object = {}, as = discharger.subject) =>
    world.post(as, "/compliance/declarations", world.declaration(discharger, more));
  const drafted = async (discharger: Discharger, more: object = {}) =>
    `/compliance/declarations/${String((await world.done(discharger.subject, "/compliance/declarations", world.declaration(discharger, more))).declarationId)}`;
  const submitted = async (discharger: Discharger, more: object = {}) => {
    const path = await drafted(discharger, more);
    await world.done(discharger.subject, `${path}/submission`);
    return path;
  };
  const facts = async ({ partyId }: Discharger) =>
    (await statedAbout(world.engine, partyId)).map(({ factType, data }) => `${factType} ${(data as { version: number }).version}`);
  const stateOf = async (discharger: Discharger, path: string) =>
    ((await world.get(discharger.subject, path)).body as { state: string }).state;
  const refusal = (status: number, code: string, more: object = {}) => ({ status, body: { type: `/problems/${code}`, ...more } });

  it("is drafted, submitted, returned with a reason, changed, and accepted by the bureau of the site's area", async () => {
    const discharger = await world.discharger();
    const path = await submitted(discharger);
    expect(await world.post(world.bureau, `${path}/decision`, { accepted: false, ...document })).toMatchObject(
      refusal(422, "return-needs-reason"),
    );
    const returned = await world.done(world.bureau, `${path}/decision`, { accepted: false, reason: "page 2 is missing", ...document });
    expect(returned).toMatchObject({ state: "returned", decision: "page 2 is missing" });
    const { siteId: _site, pollutant: _pollutant, year: _year, ...figures } = world.declaration(discharger, { tonnes: "6.6" });
    const changed = await world.api.call({ as: discharger.subject, method: "PUT", path, body: figures });
    expect(changed).toMatchObject({ status: 200, body: { state: "draft", tonnes: "6.6", version: 1 } });
    expect(changed.body).not.toHaveProperty("decision");
    await world.done(discharger.subject, `${path}/submission`);
    expect(await world.done(world.bureau, `${path}/decision`, { accepted: true, ...document })).toMatchObject({
      ...{ state: "accepted", tonnes: "6.6", aboveLimitTonnes: "0.2", year: "2026", pollutant: "COD" },
    });
    expect(await facts(discharger)).toEqual(
      ["discharge-declared 1", "discharge-returned 1", "discharge-declared 1", "discharge-accepted 1"].sort(),
    );
  });

  it("counts bad days into the total, and names the decree that says so", async () => {
    const discharger = await world.discharger();
    const answer = await draft(discharger, { tonnes: "1", aboveLimitTonnes: "1.001" });
    expect(answer).toMatchObject(refusal(422, "above-limit-part-too-large", { tonnes: "1", aboveLimitTonnes: "1.001" }));
    expect((answer.body as { detail: string }).detail).toContain("State Council decree 736");
    expect(await draft(discharger, { tonnes: "1", aboveLimitTonnes: "1" })).toMatchObject({ status: 201 });
    const still = await world.discharger();
    expect(await draft(still, { tonnes: "0", aboveLimitTonnes: "0" })).toMatchObject({ status: 201, body: { tonnes: "0" } });
    expect(await draft(still, { tonnes: "-1", aboveLimitTonnes: "0" })).toMatchObject({ status: 422 });
  });

  it("is about a year that has begun in Ezhou, of a pollutant that is known", async () => {
    const discharger = await world.discharger();
    expect(await draft(discharger, { year: "2027" })).toMatchObject(refusal(422, "year-not-begun", { year: "2027", today: "2026-09-02" }));
    expect(await draft(discharger, { pollutant: "PM2.5" })).toMatchObject(refusal(422, "validation-failed"));
    expect(await facts(discharger)).toEqual([]);
    expect((await world.get(discharger.subject, "/compliance/declarations")).body).toEqual({ items: [] });
  });

  it("is corrected by a version that names the accepted one with a reason, and one version at a time", async () => {
    const discharger = await world.discharger();
    const declarationId = await world.accepted(discharger);
    const first = `/compliance/declarations/${declarationId}`;
    expect(await draft(discharger)).toMatchObject(refusal(409, "correction-differs", { acceptedId: declarationId }));
    expect(await draft(discharger, { corrects: declarationId })).toMatchObject(refusal(422, "declaration-needs-reason"));
    const correction = { corrects: declarationId, correctionReason: "a meter was wrong", tonnes: "7" };
    const second = await submitted(discharger, correction);
    expect(await draft(discharger, correction)).toMatchObject(refusal(409, "declaration-open", { state: "submitted" }));
    expect(await stateOf(discharger, first)).toBe("accepted");
    const accepted = await world.done(world.bureau, `${second}/decision`, { accepted: true, ...document });
    expect(accepted).toMatchObject({ version: 2, corrects: declarationId, state: "accepted" });
    expect(await stateOf(discharger, first)).toBe("corrected");
    expect(await world.post(world.bureau, `${first}/reversal`, { reason: "old", ...document })).toMatchObject(refusal(409, "wrong-state"));
  });

  it("is declared anew once its acceptance is taken back", async () => {
    const discharger = await world.discharger();
    const declarationId = await world.accepted(discharger);
    const reversal = { reason: "the data was made up", ...document };
    const reversed = await world.done(world.bureau, `/compliance/declarations/${declarationId}/reversal`, reversal);
    expect(reversed).toMatchObject({ state: "reversed", decision: "the data was made up" });
    expect(await draft(discharger, { corrects: declarationId, correctionReason: "again" })).toMatchObject(
      refusal(409, "correction-differs", { acceptedId: "" }),
    );
    expect(await draft(discharger)).toMatchObject({ status: 201, body: { version: 2 } });
  });

  it("is nobody's before it is submitted but its member's, and then the bureau's of its area, which does not decide on own work", async () => {
    const [discharger, stranger] = [await world.discharger(), await world.discharger()];
    const path = await drafted(discharger);
    for (const as of [stranger.subject, world.bureau, world.elsewhere]) expect(await world.get(as, path)).toMatchObject({ status: 404 });
    expect(await draft(discharger, {}, stranger.subject)).toMatchObject({ status: 404 });
    await world.done(discharger.subject, `${path}/submission`);
    expect(await world.get(world.bureau, path)).toMatchObject({ status: 200 });
    expect(await world.post(world.elsewhere, `${path}/decision`, { accepted: true, ...document })).toMatchObject({ status: 404 });
    expect(await world.post(discharger.subject, `${path}/decision`, { accepted: true, ...document })).toMatchObject({ status: 403 });
    // The person changes to the bureau.
    await givenMember(world.engine, { role: "regulator", area: "420703", member: { subject: discharger.subject } });
    const clock = world.clock.now();
    world.clock.moveTo("2026-09-02T01:01:00.000Z");
    expect(await world.post(discharger.subject, `${path}/decision`, { accepted: true, ...document })).toMatchObject(
      refusal(409, "own-work"),
    );
    world.clock.moveTo(clock);
    expect(await facts(discharger)).toEqual(["discharge-declared 1"]);
    const waiting = await world.get(world.bureau, "/compliance/declarations?limit=100");
    const items = (waiting.body as { items: { siteId: string }[] }).items;
    expect(items.filter(({ siteId }) => siteId === discharger.siteId)).toHaveLength(1);
  });
});
