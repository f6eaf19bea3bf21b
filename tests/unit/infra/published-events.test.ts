import { describe, expect, it } from "vitest";
import * as z from "zod";
import { brokenPromises, publishedWith } from "../../../infra/published-events.ts";
import { eventSchemas } from "../../../shared/http/event-schemas.ts";
import { type FactSchema, factSchema } from "../../../shared/kernel/fact.ts";

const first = factSchema("cap-set", 1, z.object({ tonnes: z.string() }), "A cap was set.");
const changed = factSchema("cap-set", 1, z.object({ tonnes: z.string(), year: z.string() }), "A cap was set.");
const second = factSchema("cap-set", 2, z.object({ tonnes: z.string(), year: z.string() }), "A cap was set.");

function eventsOf(...facts: readonly FactSchema[]) {
  return eventSchemas([{ name: "permits", facts: Object.fromEntries(facts.map((fact, place) => [String(place), fact])) }]);
}

describe("a published event", () => {
  const published = publishedWith(eventsOf(first));

  it("stays as it is", () => {
    expect(brokenPromises(published, eventsOf(first))).toEqual([]);
  });

  it("cannot change its shape, and is named if it does", () => {
    expect(brokenPromises(published, eventsOf(changed))).toEqual(["cap-set.v1 is published and has changed: restore it and add version 2"]);
  });

  it("may have a new version beside it, which old subscribers need not know", () => {
    expect(brokenPromises(published, eventsOf(first, second))).toEqual([]);
    expect(publishedWith(eventsOf(first, second)).map(({ type, version }) => `${type}.v${version}`)).toEqual(["cap-set.v1", "cap-set.v2"]);
  });

  it("cannot be taken away, also not for a new version", () => {
    expect(brokenPromises(published, eventsOf(second))).toEqual([expect.stringContaining("cap-set.v1")]);
  });

  it("has one schema a version", () => {
    expect(() => eventsOf(first, changed)).toThrow("event twice: cap-set.v1");
  });
});
