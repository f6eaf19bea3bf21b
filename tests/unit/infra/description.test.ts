import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { contexts } from "../../../functions/registry.ts";
import { throttles } from "../../../infra/constructs/throttles.ts";
import { describeContexts, descriptionFiles, factByType } from "../../../infra/description.ts";
import { lifecyclesDocument } from "../../../infra/lifecycles-document.ts";
import { brokenPromises } from "../../../infra/published-events.ts";
import { componentsOf } from "../../../shared/http/components.ts";
import { factSchema } from "../../../shared/kernel/fact.ts";

const docs = fileURLToPath(new URL("../../../docs/", import.meta.url));

describe("the description of the API and the events", () => {
  const description = describeContexts();
  const files = descriptionFiles(description);

  it("is committed as generated", () => {
    expect(files.size).toBeGreaterThan(25);
    const stale = [...files].filter(([path, text]) => readFileSync(`${docs}${path}`, "utf8") !== text).map(([path]) => path);
    expect(stale).toEqual([]);
    const committed = readdirSync(`${docs}events`).map((name) => `events/${name}`);
    expect(committed.filter((path) => path !== "events/published.json" && !files.has(path))).toEqual([]);
  });

  it("has the page of all lifecycles as generated, each under a name of its own", () => {
    expect(readFileSync(`${docs}lifecycles.md`, "utf8")).toBe(lifecyclesDocument(contexts));
    const names = contexts.flatMap((context) => ("lifecycles" in context ? Object.values(context.lifecycles) : [])).map(({ name }) => name);
    expect(names).toContain("need");
    expect(new Set(names).size).toBe(names.length);
  });

  it("keeps what is published", () => {
    expect(brokenPromises(JSON.parse(readFileSync(`${docs}events/published.json`, "utf8")), description.events)).toEqual([]);
  });

  it("names the limits that routes have, in both languages", () => {
    const { info } = description.openApi as { info: { description: string } };
    const { bidding, read, open, write } = throttles;
    expect(info.description).toContain(`报价 ${bidding.rateLimit} 次，查询 ${read.rateLimit} 次，其他写操作 ${write.rateLimit} 次`);
    expect(info.description).toContain(`${bidding.rateLimit} calls of bidding, ${read.rateLimit} reads, ${write.rateLimit} other writes`);
    expect(open).toEqual(read);
    for (const { rateLimit, burstLimit } of Object.values(throttles)) expect(burstLimit).toBe(2 * rateLimit);
  });

  it("describes each event in a sentence, and every fact that is listed has a schema", () => {
    expect(description.events.filter(({ description: sentence }) => !/^[A-Z].+\.$/.test(sentence))).toEqual([]);
    const { components } = description.openApi as { components: { schemas: { FactType: { enum: string[] } } } };
    const types = new Set(description.events.map(({ type }) => type));
    expect(components.schemas.FactType.enum.filter((type) => !types.has(type))).toEqual([]);
  });
});

describe("the versions of a fact in answers", () => {
  const [old, next] = [z.object({ tonnes: z.string() }), z.object({ quantity: z.string() })];
  const facts = [factSchema("need-met", 2, next, "Met."), factSchema("cap-cut", 1, old, "Cut."), factSchema("need-met", 1, old, "Met.")];
  const fact = factByType(facts);
  const reading = z.object({ data: z.unknown() }).meta({ id: "Fact" });
  const components = componentsOf([[reading, "output"]], { Fact: fact }).all() as Readonly<
    Record<string, Readonly<Record<string, unknown>>>
  >;
  const at = (name: string) => `#/components/schemas/${name}`;

  it("are told apart below their type, in the order of the versions", () => {
    expect(Object.keys(components)).toEqual(["CapCutFact", "Fact", "NeedMetFact", "NeedMetFactV1", "NeedMetFactV2"]);
    expect(components.Fact?.discriminator).toEqual({
      propertyName: "factType",
      mapping: { "cap-cut": at("CapCutFact"), "need-met": at("NeedMetFact") },
    });
    expect(components.NeedMetFact).toMatchObject({
      oneOf: [{ $ref: at("NeedMetFactV1") }, { $ref: at("NeedMetFactV2") }],
      discriminator: { propertyName: "schemaVersion", mapping: { "1": at("NeedMetFactV1"), "2": at("NeedMetFactV2") } },
    });
    expect(components.NeedMetFactV2).toMatchObject({ properties: { schemaVersion: { const: 2 }, data: { properties: { quantity: {} } } } });
  });
});
