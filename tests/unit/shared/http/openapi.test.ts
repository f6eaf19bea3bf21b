import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { registry } from "../../../../functions/documentation/registry.ts";
import { openApiDocument } from "../../../../shared/http/openapi.ts";

it("is committed as it is generated", () => {
  const committed = JSON.parse(readFileSync(new URL("../../../../docs/openapi.json", import.meta.url), "utf8"));
  expect(committed).toEqual(JSON.parse(JSON.stringify(openApiDocument(registry))));
});

it("describes every endpoint, and every path parameter of it", () => {
  const { paths } = openApiDocument(registry) as { paths: Record<string, Record<string, { parameters: { name: string; in: string }[] }>> };
  const endpoints = registry.flatMap(({ endpoints }) => Object.values(endpoints));
  expect(endpoints.length).toBeGreaterThan(40);
  for (const { path, method } of endpoints) {
    const described = paths[path]?.[method.toLowerCase()]?.parameters.filter((each) => each.in === "path").map(({ name }) => name);
    expect(described?.sort()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
  }
});
