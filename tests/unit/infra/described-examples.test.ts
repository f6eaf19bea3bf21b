import { describe, expect, it } from "vitest";
import type * as z from "zod";
import { examples } from "../../../functions/examples.ts";
import { contexts } from "../../../functions/registry.ts";
import { titles } from "../../../functions/titles.ts";
import { describeContexts } from "../../../infra/description.ts";
import { closed } from "../../../shared/kernel/closed.ts";
import { type EndpointDescription, isWrite } from "../../../shared/kernel/endpoint.ts";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly example?: unknown;
}
interface DescribedOperation {
  readonly summary: string;
  readonly parameters: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly content: { readonly "application/json": { readonly examples?: object } } };
}

describe("the examples of the API", () => {
  const endpoints = new Map(
    contexts.flatMap(({ endpoints: each }) => Object.values<EndpointDescription>(each)).map((each) => [each.operationId, each]),
  );
  const all = Object.entries(examples).flatMap(([operation, named]) =>
    Object.entries(named).map(([name, example]) => ({ operation, name, example, endpoint: endpoints.get(operation) })),
  );
  const { paths, components } = describeContexts().openApi as {
    paths: Record<string, Record<string, DescribedOperation>>;
    components: { parameters: Record<string, Parameter> };
  };
  const described = [...endpoints.values()].map(({ operationId, path, method }) => ({
    operationId,
    operation: paths[path]?.[method.toLowerCase()],
  }));

  it("are what the API takes: each part passes the closed schema of its input, each answer that of the response", () => {
    expect(all.length).toBeGreaterThan(100);
    const faults = all.flatMap(({ operation, name, example, endpoint }) => {
      if (!endpoint) return [`${operation} is no operation`];
      const { params = {}, query = {}, body = {}, response } = example;
      const parts = [
        ["params", endpoint.params, params],
        ["query", endpoint.query, query],
        ["body", endpoint.body, body],
        ...(response === undefined ? [] : [["response", closed(endpoint.response), response] as const]),
      ] as const;
      return parts.flatMap(([part, schema, value]) => {
        const result = schema.safeParse(value);
        return result.success
          ? []
          : result.error.issues.map(({ path, message }) => `${operation} ${name} ${part}/${path.join("/")}: ${message}`);
      });
    });
    expect(faults).toEqual([]);
  });

  it("show the body of every write", () => {
    const shown = described.filter(({ operation }) => operation?.requestBody);
    const takesBody = (endpoint: EndpointDescription): boolean => Object.keys((endpoint.body as z.ZodObject).shape).length > 0;
    expect(shown).toHaveLength([...endpoints.values()].filter((each) => isWrite(each) && takesBody(each)).length);
    const without = shown.filter(({ operation }) => !operation?.requestBody?.content["application/json"].examples);
    expect(without.map(({ operationId }) => operationId)).toEqual([]);
  });

  it("show every parameter", () => {
    const without = described.flatMap(({ operationId, operation }) =>
      (operation?.parameters ?? [])
        .map((parameter) => ("$ref" in parameter ? components.parameters[String(parameter.$ref.split("/").at(-1))] : parameter))
        .filter((parameter) => parameter?.example === undefined)
        .map((parameter) => `${operationId} ${parameter?.name}`),
    );
    expect(without).toEqual([]);
  });

  it("let every call choose the language, and come with a short title, Chinese first", () => {
    for (const { operationId, operation } of described.filter((each) => each.operation)) {
      expect(operation?.parameters, operationId).toContainEqual({ $ref: "#/components/parameters/AcceptLanguage" });
      expect(operation?.summary, operationId).toMatch(/^[\u4e00-\u9fff]+ [A-Z][a-z]*( [a-z]+){0,5}$/);
    }
    expect(Object.keys(titles).filter((operationId) => !endpoints.has(operationId))).toEqual([]);
  });
});
