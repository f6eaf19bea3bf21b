import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, it } from "vitest";
import { contexts } from "../../../../functions/registry.ts";
import { openApiDocument } from "../../../../shared/http/openapi.ts";
import type { EndpointDescription } from "../../../../shared/kernel/endpoint.ts";

it("is committed as it is generated", () => {
  const committed = JSON.parse(readFileSync(new URL("../../../../docs/openapi.json", import.meta.url), "utf8"));
  expect(committed).toEqual(JSON.parse(JSON.stringify(openApiDocument(contexts))));
});

it("is a document of OpenAPI 3.1 by that standard's own schema", async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(openApiDocument(contexts))));
  expect(errors ?? []).toEqual([]);
  expect([valid, validator.version]).toEqual([true, "3.1"]);
});

it("describes every endpoint, and every path parameter of it", () => {
  const { paths } = openApiDocument(contexts) as { paths: Record<string, Record<string, { parameters: { name: string; in: string }[] }>> };
  const endpoints: readonly EndpointDescription[] = contexts.flatMap((context) => Object.values(context.endpoints));
  expect(endpoints.length).toBeGreaterThan(40);
  for (const { path, method } of endpoints) {
    const described = paths[path]?.[method.toLowerCase()]?.parameters.filter((each) => each.in === "path").map(({ name }) => name);
    expect(described?.sort()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
  }
});
