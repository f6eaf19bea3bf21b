import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, it } from "vitest";
import { registry } from "../../../../functions/documentation/registry.ts";
import { describeContracts } from "../../../../infra/description.ts";

const { openApi } = describeContracts();

it("is a document of OpenAPI 3.1 by that standard's own schema", async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(openApi)));
  expect(errors ?? []).toEqual([]);
  expect([valid, validator.version]).toEqual([true, "3.1"]);
});

it("describes every endpoint, and every path parameter of it", () => {
  const { paths } = openApi as { paths: Record<string, Record<string, { parameters: { name: string; in: string }[] }>> };
  const endpoints = registry.flatMap(({ endpoints }) => Object.values(endpoints));
  expect(endpoints.length).toBeGreaterThan(40);
  for (const { path, method } of endpoints) {
    const described = paths[path]?.[method.toLowerCase()]?.parameters.filter((each) => each.in === "path").map(({ name }) => name);
    expect(described?.sort()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
  }
});
