import { describe, expect, it } from "vitest";
import * as z from "zod";
import { contexts } from "../../../../functions/registry.ts";
import { describeContexts } from "../../../../infra/description.ts";
import { pathPattern } from "../../../../shared/http/path-pattern.ts";
import { contentOf, type EndpointDescription, endpoint, isWrite, locationOf } from "../../../../shared/kernel/endpoint.ts";

interface Response {
  readonly $ref?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, { readonly schema: { readonly $ref?: string } }>>;
}
interface Operation {
  readonly responses: Readonly<Record<string, Response>>;
  readonly requestBody?: { readonly required: boolean };
}

const { paths, components } = describeContexts().openApi as unknown as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>>; readonly responses: Readonly<Record<string, Response>> };
};
// No client is generated for pages for people.
const endpoints = contexts
  .flatMap((context): EndpointDescription[] => Object.values(context.endpoints))
  .filter((each) => contentOf(each) !== undefined);
const operationOf = ({ path, method }: EndpointDescription): Operation => paths[path]?.[method.toLowerCase()] as Operation;

/** A response of an operation, without a reference. */
function response(each: EndpointDescription, status: number): Response | undefined {
  const found = operationOf(each).responses[status];
  return found?.$ref ? components.responses[found.$ref.replace("#/components/responses/", "")] : found;
}
const schemasIn = ({ content = {} }: Response = {}): (string | undefined)[] =>
  Object.values(content).map(({ schema }) => schema.$ref?.replace("#/components/schemas/", ""));

describe("the responses in the API's description", () => {
  it("let a problem and a gateway's message through where either may come, under whichever content type", () => {
    for (const each of endpoints) {
      const open = each.roles.includes("public");
      const either = [...(open ? [] : [401, 403]), 500, 503];
      for (const status of either) {
        const schemas = schemasIn(response(each, status));
        if (status !== 403 || schemas.length === 2) expect([status, ...schemas]).toEqual([status, "ProblemOrMessage", "ProblemOrMessage"]);
        else expect(schemas).toEqual(["GatewayMessage"]);
      }
      expect(schemasIn(response(each, 429))).toContain(
        response(each, 429)?.content?.["application/problem+json"] ? "ProblemOrMessage" : "GatewayMessage",
      );
      expect(response(each, 413) !== undefined).toBe(isWrite(each));
    }
  });

  it("describe what a problem lists, and both documents", () => {
    const schemas = { $defs: components.schemas, ...components.schemas.ProblemOrMessage };
    const either = z.fromJSONSchema(JSON.parse(JSON.stringify(schemas).replaceAll("#/components/schemas/", "#/$defs/")));
    const errors = [{ pointer: "/body/name", detail: "a text" }];
    const problem = { type: "/problems/x", title: "X", status: 422, detail: "x", instance: "r", errors, errorCount: 1, more: "fact" };
    expect(either.safeParse(problem).success).toBe(true);
    expect(either.safeParse({ message: "Unauthorized" }).success).toBe(true);
    expect(either.safeParse({ message: 7 }).success).toBe(false);
    expect(either.safeParse({ ...problem, errors: [{ pointer: "/body" }] }).success).toBe(false);
  });

  it("say 201 with Location where something is created that can be read there, and nowhere else", () => {
    const creating = endpoints.filter(({ creates }) => creates !== undefined);
    expect(creating.length).toBeGreaterThan(5);
    for (const each of endpoints) {
      const { responses } = operationOf(each);
      expect(["200", "201"].filter((status) => responses[status])).toEqual([each.creates ? "201" : "200"]);
      if (each.creates) expect(Object.keys(responses["201"]?.headers ?? {})).toContain("Location");
      const read = endpoints.filter(({ method, path }) => method === "GET" && pathPattern(path)(each.creates ?? ""));
      if (each.creates) expect(read.map(({ path }) => path)).toContain(each.creates);
    }
  });

  it("ask for a body exactly where an empty one is refused, and for none where it has no members", () => {
    for (const each of endpoints.filter(isWrite)) {
      const { requestBody } = operationOf(each);
      expect([each.operationId, requestBody?.required ?? false]).toEqual([each.operationId, !each.body.safeParse({}).success]);
    }
    expect(endpoints.filter((each) => !isWrite(each) && operationOf(each).requestBody)).toEqual([]);
  });
});

it("fills the address of what was created from response and path, escaped", () => {
  const made = { creates: "/shops/{shopId}/orders/{orderId}" } as const;
  expect(locationOf(made, { orderId: "a/b" }, { shopId: "s" })).toBe("/shops/s/orders/a%2Fb");
  expect(locationOf({}, { orderId: "a" }, {})).toBeUndefined();
});

it("does not compile with an address that neither response nor path fills", () => {
  const common = { operationId: "order", method: "POST", path: "/shops/{shopId}/orders", summary: "Orders.", roles: ["person"] } as const;
  const shapes = { params: z.object({ shopId: z.string() }), response: z.object({ orderId: z.string() }), refusals: [] } as const;
  endpoint({ ...common, ...shapes, creates: "/shops/{shopId}/orders/{orderId}" });
  // @ts-expect-error: no member is called number
  endpoint({ ...common, ...shapes, creates: "/shops/{shopId}/orders/{number}" });
});
