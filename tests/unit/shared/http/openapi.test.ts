import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, it } from "vitest";
import { contexts } from "../../../../functions/registry.ts";
import { describeContexts } from "../../../../infra/description.ts";
import { contentOf, type EndpointDescription } from "../../../../shared/kernel/endpoint.ts";

const { openApi } = describeContexts();

it("is a document of OpenAPI 3.1 by that standard's own schema", async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(openApi)));
  expect(errors ?? []).toEqual([]);
  expect([valid, validator.version]).toEqual([true, "3.1"]);
});

it("describes every endpoint for programs, and every path parameter of it", () => {
  const { paths } = openApi as { paths: Record<string, Record<string, { parameters: { name: string; in: string }[] }>> };
  const endpoints: readonly EndpointDescription[] = contexts.flatMap((context) => Object.values(context.endpoints));
  expect(endpoints.length).toBeGreaterThan(40);
  for (const each of endpoints) {
    const { path, method } = each;
    if (contentOf(each) === undefined) {
      expect(paths[path], path).toBeUndefined();
      continue;
    }
    const described = paths[path]?.[method.toLowerCase()]?.parameters.filter((each) => each.in === "path").map(({ name }) => name);
    expect(described?.sort()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
  }
});
