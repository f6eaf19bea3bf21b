import { describe, expect, it } from "vitest";
import { describeContexts } from "../../../infra/description.ts";

type Json = Readonly<Record<string, unknown>>;

/** Every object in a document with its pointer. */
function* objectsIn(value: unknown, pointer = "#"): Generator<readonly [string, Json]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [pointer, value as Json];
  for (const [name, member] of Object.entries(value)) yield* objectsIn(member, `${pointer}/${name}`);
}

describe("the types of the API description", () => {
  const { components, paths } = describeContexts().openApi as { components: { schemas: Record<string, Json> }; paths: Json };
  const { schemas } = components;
  const objects = [...objectsIn({ paths, schemas })].filter(([pointer]) => !pointer.includes("/examples/"));

  it("have patterns that regular expressions of other languages read alike", () => {
    const patterns = objects.flatMap(([pointer, { pattern }]) => (typeof pattern === "string" ? [[pointer, pattern] as const] : []));
    expect(patterns.length).toBeGreaterThan(50);
    // No classes that hold other digits and letters elsewhere, no properties of characters, no look-around or back-references, no sets in sets.
    const odd = patterns.filter(([, pattern]) => /\\[dDwWsSbBpPkuz1-9]|\(\?[^:]|\[\[|&&|--/.test(pattern));
    expect(odd).toEqual([]);
  });

  it("are closed where something is sent, and open where something is answered", () => {
    const closedIn = (value: unknown): string[] =>
      [...objectsIn(value)].filter(([, { additionalProperties }]) => additionalProperties === false).map(([pointer]) => pointer);
    const answers = Object.entries(schemas).filter(([name]) => !name.endsWith("Input") && !onlySent.includes(name));
    expect(answers.flatMap(([name, shape]) => closedIn(shape).map((pointer) => `${name} ${pointer}`))).toEqual([]);
    const bodies = objects.filter(([pointer]) => pointer.endsWith("/requestBody/content/application/json/schema"));
    expect(bodies.length).toBeGreaterThan(40);
    expect(bodies.filter(([, body]) => body.additionalProperties !== false)).toEqual([]);
  });
  // Components of requests that no answer has.
  const onlySent = [
    ...["HolidayPeriod", "WantedSchedule", "ReservePrice", "BidStep", "WantedLine", "WantedBasis"],
    ...["WantedAllowanceSector", "WantedAllowanceLine", "VerifiedLine", "DischargeEvidence"],
  ];

  it("name every answer, so that generated clients do", () => {
    const answers = objects.filter(([pointer]) => /\/responses\/2\d\d\/content\/application\/json\/schema$/.test(pointer));
    const unnamed = answers.filter(([, schema]) => schema.$ref === undefined).map(([pointer]) => pointer.split("/")[2]);
    expect(unnamed).toEqual([]);
  });

  it("tell facts apart by their type", () => {
    const { Fact, FactType } = schemas as { Fact: { discriminator: { mapping: Record<string, string> } }; FactType: { enum: string[] } };
    expect(Object.keys(Fact.discriminator.mapping)).toEqual(FactType.enum);
    for (const [type, reference] of Object.entries(Fact.discriminator.mapping)) {
      const fact = schemas[reference.replace("#/components/schemas/", "")] as { properties: { factType: Json; data: Json } };
      expect(fact.properties.factType.const).toBe(type);
      expect(fact.properties.data).toHaveProperty("properties");
    }
  });

  it("leave no answer unsaid: every text that has a form says it", () => {
    const formless = objects.filter(([pointer, schema]) => {
      const { type, format, pattern } = schema;
      if (type !== "string" || format !== undefined || pattern !== undefined || "enum" in schema || "const" in schema) return false;
      const { description = "" } = schema as { description?: string };
      return /ISO 8601|YYYY|SHA-256|decimal string|Decimal string/.test(description) && !pointer.includes("Problem");
    });
    expect(formless.map(([pointer]) => pointer)).toEqual([]);
  });
});
