import { describe, expect, it } from "vitest";
import * as z from "zod";
import { contexts as registered } from "../../../../functions/registry.ts";
import { type ContextDefinition, defineContext } from "../../../../shared/deployment/context.ts";
import { functionsOfKind, noticeTextOf } from "../../../../shared/deployment/derive.ts";
import { table } from "../../../../shared/deployment/grants.ts";
import { endpoint, type SecondPersonRule } from "../../../../shared/kernel/endpoint.ts";

const contexts: readonly ContextDefinition[] = registered;

/** A context with one endpoint that asks for a second person. */
function orders(
  given: { readonly streamed?: boolean; readonly secondPerson?: SecondPersonRule; readonly kept?: string; readonly secret?: boolean } = {},
) {
  const { streamed = true, secondPerson = { always: ["operator"] }, kept = "Orders", secret = false } = given;
  const endpoints = {
    placeOrder: endpoint({
      ...{ operationId: "placeOrder", method: "POST", path: "/orders", summary: "Places an order.", roles: ["operator", "enterprise"] },
      ...{
        body: z.object({ price: z.string() }),
        response: z.object({}),
        refusals: [],
        secondPerson,
        ...(secret && { secrets: ["/price"] }),
      },
    }),
  };
  return defineContext({
    ...{ description: "订单 Orders.", name: "orders", endpoints, problems: {}, facts: {}, tables: { Orders: { streamed, indexes: [] } } },
    functions: {
      "orders-api": {
        ...{ kind: "api", handler: "functions/orders/api.handler.ts", endpoints, impact: "No orders" },
        ...{ grants: [table("Orders", ["PutItem"], ["order#*"])], ...(kept && { requests: { table: kept, path: "/orders/requests" } }) },
      },
    },
  }) as ContextDefinition;
}
const api = (context: ContextDefinition) => functionsOfKind([context], "api")[0]?.definition;

describe("what a second person needs", () => {
  it("is derived from the endpoint: four operations, their problems, and the rights to keep requests", () => {
    const context = orders();
    const names = ["approveOrdersRequest", "readOrdersRequest", "refuseOrdersRequest", "withdrawOrdersRequest"];
    expect(Object.keys(context.endpoints).sort()).toEqual([...names, "placeOrder"].sort());
    expect(Object.keys(api(context)?.endpoints ?? {}).sort()).toEqual([...names, "placeOrder"].sort());
    expect(Object.keys(context.problems)).toContain("own-entry");
    expect(api(context)?.grants.slice(1)).toEqual([
      table("Orders", ["GetItem", "PutItem"], ["request#*"]),
      table("Approvals", ["GetItem", "PutItem"], ["entered#*"]),
      table("Approvals", ["PutItem", "DeleteItem"], ["waiting#*"]),
      table("ApprovalFacts", ["PutItem"], ["fact#*"]),
    ]);
  });

  it("opens to the roles whose calls can wait, and approving to those who may approve", () => {
    const rolesOf = (context: ContextDefinition) => context.endpoints.approveOrdersRequest?.roles;
    expect(rolesOf(orders())).toEqual(["operator"]);
    expect(rolesOf(orders({ secondPerson: { choice: "bids" } }))).toEqual(["operator", "enterprise"]);
    const { approveOrdersRequest, refuseOrdersRequest, withdrawOrdersRequest } = orders().endpoints;
    expect([approveOrdersRequest?.act, refuseOrdersRequest?.act, withdrawOrdersRequest?.act]).toEqual(["approve", "approve", undefined]);
  });

  it("is sealed where the table has no stream: nothing may be stated of requests", () => {
    const tables = api(orders({ streamed: false }))?.grants.flatMap((grant) => ("table" in grant ? [grant.table] : []));
    expect(new Set(tables)).toEqual(new Set(["Orders", "Approvals"]));
  });

  it("is refused where it would leave a secret where others can read or guess it", () => {
    expect(() => orders({ secret: true })).toThrow("requests with secrets are sealed: placeOrder");
    expect(() => orders({ secret: true, streamed: false })).not.toThrow();
  });

  it("needs a table of the context and a path, or the context can't be declared", () => {
    expect(() => orders({ kept: "" })).toThrow("requests of orders-api");
    expect(() => orders({ kept: "Elsewhere" })).toThrow("table of the context in which orders-api keeps its requests");
  });

  it("has a word in both languages for every operation that notices tell of", () => {
    const words = Object.assign({}, ...contexts.map(({ notices }) => notices?.words)) as Readonly<Record<string, object>>;
    const stating = contexts.flatMap(({ endpoints, functions }) =>
      Object.values(functions).some(
        (each) => each.kind === "api" && each.grants.some((grant) => "table" in grant && grant.table === "ApprovalFacts"),
      )
        ? Object.values(endpoints)
        : [],
    );
    const told = stating.filter(({ secondPerson }) => secondPerson?.always).map(({ operationId }) => operationId);
    expect(told).toContain("setCap");
    expect(told.filter((operation) => !(operation in words))).toEqual([]);
    expect(noticeTextOf(contexts, "request-entered")?.en).toContain("{operation:word}");
  });
});
