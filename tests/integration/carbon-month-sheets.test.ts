import { beforeAll, describe, expect, it } from "vitest";
import { entityWithPlan } from "./carbon-mrv-support.ts";
import { CarbonWorld, type Entity } from "./carbon-support.ts";

const header = "activity,amount,unit,meter,calibratedOn,samplingRecord,attachments";
const sound = [`boiler,412.5,t,SCALE-1,2025-12-01,R-1,`, "export,0,MWh,E-1,2025-12-01,R-1,"];

describe("the sheet of a month", () => {
  let world: CarbonWorld;
  beforeAll(async () => {
    world = await CarbonWorld.open();
  });
  const path = ({ partyId }: Entity) => `/carbon/months/${partyId}/2026/02`;
  const upload = (entity: Entity, rows: readonly string[], more: object = {}) => {
    const file = Buffer.from([header, ...rows].join("\r\n")).toString("base64");
    return { as: entity.subject, method: "POST", path: `${path(entity)}/sheet`, body: { file, ...more } } as const;
  };

  it("is stored as from JSON, with its documents, and changed with a reason only", async () => {
    const entity = await entityWithPlan(world, "2026");
    const stored = await world.done(upload(entity, sound));
    expect(stored).toMatchObject({
      state: "stored",
      values: [{ amount: "412.5", attachments: [] }, { attachments: [] }],
    });
    expect(await world.refused(upload(entity, sound))).toMatchObject({ code: "change-without-reason" });
    const changed = await world.done(upload(entity, [String(sound[0]).replace("412.5", "421.5"), String(sound[1])], { reason: "misread" }));
    expect(changed).toMatchObject({ values: [{ amount: "421.5" }, {}] });
    expect((await world.call({ ...upload(entity, sound), as: (await world.enterprise()).subject })).status).toBe(404);
  });

  it("names documents by their SHA-256, which were uploaded before", async () => {
    const entity = await entityWithPlan(world, "2026");
    const hashes = ["ab", "cd"].map((digits) => digits.repeat(32));
    const refusal = await world.refused(upload(entity, [`${sound[0]}${hashes.join(";")}`, String(sound[1])]));
    const documents = hashes.map((sha256, at) => ({ sha256, pointer: `/values/0/attachments/${at}`, found: "not announced" }));
    expect(refusal).toMatchObject({ code: "evidence-not-uploaded", documents });
    expect(await world.read(entity.subject, path(entity))).toMatchObject({ state: "open", values: [] });
  });

  it("with wrong cells, or an activity twice, is refused with all of them at once, and nothing is stored", async () => {
    const entity = await entityWithPlan(world, "2026");
    const wrong = ["boiler,=4*100,t,SCALE-1,2025-13-01,R-1,", "export,0,MW,E-1,2025-12-01,R-1,abc"];
    const refusal = await world.refused(upload(entity, wrong));
    expect(refusal).toMatchObject({ code: "sheet-has-errors", refused: 4, source: expect.any(String) });
    expect(
      (refusal.cellErrors as { row: number; column: string; found: string }[]).map(({ row, column, found }) => [row, column, found]),
    ).toEqual([
      [2, "amount", "=4*100"],
      [2, "calibratedOn", "2025-13-01"],
      [3, "unit", "MW"],
      [3, "attachments", "abc"],
    ]);
    const twice = await world.refused(upload(entity, [...sound, String(sound[0])]));
    expect(twice).toMatchObject({ code: "sheet-has-errors", cellErrors: [{ row: 4, column: "activity", found: "boiler" }] });
    expect(await world.refused(upload(entity, sound.slice(1)))).toMatchObject({ code: "activities-differ", missing: ["boiler"] });
    expect(await world.read(entity.subject, path(entity))).toMatchObject({ state: "open", values: [] });
  });
});
