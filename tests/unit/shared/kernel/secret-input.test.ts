import { describe, expect, it } from "vitest";
import * as z from "zod";
import { contexts } from "../../../../functions/registry.ts";
import { fieldsOf } from "../../../../infra/local-cloud/values.ts";
import type { EndpointDescription } from "../../../../shared/kernel/endpoint.ts";
import { namesOf, withoutSecrets } from "../../../../shared/kernel/secret-input.ts";

const endpoints: readonly EndpointDescription[] = contexts.flatMap((context) => Object.values(context.endpoints));
const withSecrets = endpoints.filter(({ secrets = [] }) => secrets.length > 0);

describe("secret members of an input", () => {
  it("are left out wherever they are, and nothing else is", () => {
    const body = { terms: { price: "1" }, reserve: { price: "2", confidential: true }, "a/b": { "~": "3" } };
    expect(withoutSecrets(body, ["/reserve/price", "/a~1b/~0"])).toEqual({
      terms: { price: "1" },
      reserve: { confidential: true },
      "a/b": {},
    });
    expect(body.reserve.price).toBe("2");
    expect(withoutSecrets({ terms: {} }, ["/reserve/price"])).toEqual({ terms: {} });
    expect(withoutSecrets(undefined, ["/reserve/price"])).toBeUndefined();
    expect(withoutSecrets(body)).toBe(body);
  });

  it("are declared by pointers to members that the body has", () => {
    expect(withSecrets.map(({ operationId }) => operationId)).toContain("announceAuction");
    const dangling = withSecrets.flatMap(({ operationId, body, secrets = [] }) =>
      secrets
        .filter((pointer) => !hasMember(z.toJSONSchema(body, { io: "input", unrepresentable: "any" }), pointer))
        .map((p) => operationId + p),
    );
    expect(dangling).toEqual([]);
  });

  it("are all members that only their sender should know: no command row has the hash of a code or password", () => {
    const telling = ["code", "secret", "password", "pin"];
    const known = endpoints.flatMap(({ operationId, body, secrets = [] }) => {
      const { properties } = fieldsOf(z.toJSONSchema(body, { io: "input", unrepresentable: "any" }));
      const members = Object.keys(fieldsOf(properties)).filter((name) => telling.includes(name.toLowerCase()));
      return members.map((name) => ({ operationId, name, secret: secrets.includes(`/${name}`) }));
    });
    expect(known).toContainEqual({ operationId: "confirmAddress", name: "code", secret: true });
    expect(known.filter(({ secret }) => !secret)).toEqual([]);
  });

  it("are not of an endpoint whose input waits, stored, for a second person", () => {
    expect(withSecrets.filter(({ secondPerson }) => secondPerson !== undefined)).toEqual([]);
  });
});

function hasMember(schema: object, pointer: `/${string}`): boolean {
  const definitions = fieldsOf(fieldsOf(schema).$defs);
  const followed = (each: unknown): unknown => {
    const { $ref, allOf } = fieldsOf(each);
    if (typeof $ref === "string") return definitions[$ref.replace("#/$defs/", "")];
    return Array.isArray(allOf) && allOf.length === 1 ? followed(allOf[0]) : each;
  };
  return namesOf(pointer).reduce<unknown>((at, name) => fieldsOf(fieldsOf(followed(at)).properties)[name], schema) !== undefined;
}
