import { beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import { httpApiOf, matchRoute } from "../../infra/local-cloud/api/http-api-definition.ts";
import { fieldsOf } from "../../infra/local-cloud/values.ts";
import { functionsOfKind, routesOf } from "../../shared/deployment/derive.ts";
import { breaking, differences, everyOf, idOf, listOf, type Synthesis, same, syntheses } from "../support/synth.ts";

const apis = functionsOfKind(contexts, "api");
/** Every endpoint that says of itself that it is public. */
const publicRoutes = contexts
  .flatMap((context) => Object.values(context.endpoints))
  .filter(({ roles }) => (roles as readonly string[]).includes("public"))
  .map(({ method, path }) => `${method} ${path}`)
  .sort();

describe("the HTTP API, on every partition", () => {
  let all: readonly Synthesis[];
  beforeAll(async () => {
    all = await syntheses();
  });

  it("requires a token on every route except those of public endpoints, and all of these are open, and so is what answers the rest", () => {
    expect(publicRoutes).toContain("GET /auctions/{auctionId}/bulletin");
    for (const { assembly } of all) {
      const routes = everyOf(assembly, "AWS::ApiGatewayV2::Route");
      const open = routes.filter(({ properties }) => properties.AuthorizationType !== "JWT" || !properties.AuthorizerId);
      expect(open.map(({ properties }) => properties.RouteKey).sort()).toEqual(["$default", ...publicRoutes]);
    }
  });

  it("trusts tokens of the issuer and for the audience of the settings only", () => {
    for (const { assembly, settings } of all) {
      const [authorizer, ...others] = everyOf(assembly, "AWS::ApiGatewayV2::Authorizer");
      expect(others).toEqual([]);
      expect(authorizer?.properties).toMatchObject({
        AuthorizerType: "JWT",
        IdentitySource: ["$request.header.Authorization"],
        JwtConfiguration: { Issuer: settings.issuer, Audience: [settings.audience] },
      });
    }
  });

  it("has a route for each endpoint and one for the rest, within the quota, and never ANY: browsers' preflight requests have no token", () => {
    const wanted = apis.flatMap(({ definition }) => Object.values(definition.endpoints).map(({ method, path }) => `${method} ${path}`));
    // "Routes per API" of the quotas for HTTP APIs, as docs/deployment.md asks for it.
    expect(wanted.length).toBeLessThan(800);
    for (const { assembly } of all) {
      const keys = everyOf(assembly, "AWS::ApiGatewayV2::Route").map(({ properties }) => String(properties.RouteKey));
      expect(keys.sort()).toEqual(["$default", ...wanted].sort());
    }
  });

  it("leads what no endpoint serves to the one function that answers it", () => {
    const rest = apis.filter(({ definition }) => definition.answersTheRest);
    expect(rest).toHaveLength(1);
    for (const { assembly } of all) {
      const { routes } = httpApiOf(assembly, "http://127.0.0.1:1");
      for (const [method, path] of [
        ["GET", "/nowhere"],
        ["PATCH", "/cash/own"],
        ["OPTIONS", "/cash/own"],
        ["DELETE", "/cash/own"],
      ] as const)
        expect(idOf({ name: matchRoute(routes, method, path)?.route.functionName ?? "" })).toBe(rest[0]?.id);
    }
  });

  it("gives every API function one integration and one permission", () => {
    for (const synthesis of all) {
      expect(everyOf(synthesis, "AWS::ApiGatewayV2::Integration")).toHaveLength(apis.length);
      const permissions = everyOf(synthesis, "AWS::Lambda::Permission").filter(
        ({ properties }) => properties.Principal === "apigateway.amazonaws.com",
      );
      expect(permissions).toHaveLength(apis.length);
    }
  });

  it("leads every endpoint to the function that serves it", () => {
    for (const { assembly } of all) {
      const { routes } = httpApiOf(assembly, "http://127.0.0.1:1");
      const led = apis.flatMap(({ id, definition }) =>
        Object.values(definition.endpoints).map(({ operationId, method, path }) => {
          const concrete = path.replace(/\{\w+\}/g, "some-id");
          const served = matchRoute(routes, method, concrete)?.route.functionName ?? "";
          return { operationId, served: idOf({ name: served }), wanted: id };
        }),
      );
      expect(led.length).toBeGreaterThan(50);
      expect(led.filter(({ served, wanted }) => served !== wanted)).toEqual([]);
    }
  });

  it("limits every route by what it is for: bids most generously, then what everybody reads, and writes least", () => {
    const bids = apis
      .filter(({ definition }) => definition.confidentialCalls)
      .flatMap(({ definition }) => routesOf(definition))
      .map(({ method, path }) => `${method} ${path}`);
    expect(bids).toContain("PUT /auctions/{auctionId}/enrolments/{enrolmentId}/bid");
    for (const synthesis of all) {
      const keys = everyOf(synthesis, "AWS::ApiGatewayV2::Route").map(({ properties }) => String(properties.RouteKey));
      const [stage] = everyOf(synthesis, "AWS::ApiGatewayV2::Stage");
      const limits = new Map(Object.entries(fieldsOf(stage?.properties.RouteSettings)).map(([key, limit]) => [key, fieldsOf(limit)]));
      expect(differences([...limits.keys()], keys)).toEqual(same);
      const rate = (key: string): number => Number(limits.get(key)?.ThrottlingRateLimit);
      expect(limits.get("POST /permits/needs")).toEqual({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 });
      expect(limits.get("$default")).toEqual({ ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 });
      expect(bids.map(rate)).toEqual(bids.map(() => 500));
      expect(publicRoutes.map(rate)).toEqual(publicRoutes.map(() => 200));
      // API Gateway refuses limits of routes that do not exist yet.
      const routes = everyOf(synthesis, "AWS::CloudFormation::Stack");
      expect(new Set(routes.map(({ stack }) => stack))).toEqual(new Set([stage?.stack]));
      expect(
        differences(
          listOf(stage?.raw.DependsOn).map(String),
          routes.map(({ id }) => id),
        ),
      ).toEqual(same);
    }
  });

  it("keeps an access log that leads to nobody and holds no input, and throttles", () => {
    for (const synthesis of all) {
      expect(
        breaking(everyOf(synthesis, "AWS::ApiGatewayV2::Stage"), ({ properties }) => {
          const { DestinationArn, Format } = fieldsOf(properties.AccessLogSettings);
          const { ThrottlingRateLimit, ThrottlingBurstLimit } = fieldsOf(properties.DefaultRouteSettings);
          const logged = Object.keys(fieldsOf(JSON.parse(String(Format))));
          return (
            DestinationArn !== undefined &&
            logged.join() === "requestId,time,status,lambdaStatus,latencyMs,refusal" &&
            Number(ThrottlingRateLimit) > 0 &&
            Number(ThrottlingBurstLimit) > 0
          );
        }),
      ).toEqual([]);
    }
  });

  it("shows one dashboard", () => {
    for (const synthesis of all) expect(everyOf(synthesis, "AWS::CloudWatch::Dashboard")).toHaveLength(1);
  });
});
