import { beforeAll, describe, expect, it } from "vitest";
import { fieldsOf } from "../../infra/local/event-sources/values.ts";
import { contexts } from "../../infra/stacks/contexts.ts";
import { breaking, everyOf, type Synthesis, syntheses } from "../support/synth.ts";

/** Everything that may be read without a token, stated here a second time on purpose. */
const publicRoutes = [
  "GET /auctions",
  "GET /auctions/{auctionId}",
  "GET /auctions/{auctionId}/bulletin",
  "GET /events",
  "GET /events/{factType}/{version}",
  "GET /openapi.json",
  "GET /parties/areas",
  "GET /problems/{code}",
];

describe("the HTTP API, on every partition", () => {
  let all: readonly Synthesis[];
  beforeAll(async () => {
    all = await syntheses();
  });

  it("asks for a token on every route but the public ones", () => {
    for (const { assembly } of all) {
      const routes = everyOf(assembly, "AWS::ApiGatewayV2::Route");
      const open = routes.filter(({ properties }) => properties.AuthorizationType !== "JWT" || !properties.AuthorizerId);
      expect(open.map(({ properties }) => properties.RouteKey).sort()).toEqual(publicRoutes);
    }
  });

  it("trusts tokens of the issuer and for the audience of the settings only", () => {
    for (const { assembly } of all) {
      const [authorizer, ...others] = everyOf(assembly, "AWS::ApiGatewayV2::Authorizer");
      expect(others).toEqual([]);
      expect(authorizer?.properties).toMatchObject({
        AuthorizerType: "JWT",
        IdentitySource: ["$request.header.Authorization"],
        JwtConfiguration: { Issuer: "https://identity.example.invalid/ecovalue", Audience: ["ecovalue-api"] },
      });
    }
  });

  it("serves the four methods of every collection and never ANY, so that browsers' preflight requests need no token", () => {
    for (const { assembly } of all) {
      const keys = everyOf(assembly, "AWS::ApiGatewayV2::Route").map(({ properties }) => String(properties.RouteKey));
      expect(keys.filter((key) => !/^(GET|POST|PUT|DELETE) \//.test(key))).toEqual([]);
      expect(new Set(keys).size).toBe(keys.length);
      const collections = contexts.flatMap(({ functions }) =>
        functions.flatMap((each) => (each.kind === "api" ? (each.collections ?? []) : [])),
      );
      const wanted = collections.flatMap((path) =>
        ["GET", "POST", "PUT", "DELETE"].flatMap((method) => [`${method} ${path}`, `${method} ${path}/{proxy+}`]),
      );
      expect(wanted.length).toBeGreaterThan(0);
      expect(wanted.filter((key) => !keys.includes(key))).toEqual([]);
    }
  });

  it("gives every API function one integration and one permission", () => {
    const apis = contexts.flatMap(({ functions }) => functions.filter(({ kind }) => kind === "api"));
    for (const synthesis of all) {
      expect(everyOf(synthesis, "AWS::ApiGatewayV2::Integration")).toHaveLength(apis.length);
      const permissions = everyOf(synthesis, "AWS::Lambda::Permission").filter(
        ({ properties }) => properties.Principal === "apigateway.amazonaws.com",
      );
      expect(permissions).toHaveLength(apis.length);
    }
  });

  it("keeps an access log without inputs and throttles", () => {
    for (const synthesis of all) {
      expect(
        breaking(everyOf(synthesis, "AWS::ApiGatewayV2::Stage"), ({ properties }) => {
          const { DestinationArn, Format } = fieldsOf(properties.AccessLogSettings);
          const { ThrottlingRateLimit, ThrottlingBurstLimit } = fieldsOf(properties.DefaultRouteSettings);
          const logged = Object.keys(fieldsOf(JSON.parse(String(Format))));
          return (
            DestinationArn !== undefined &&
            logged.join() === "requestId,time,route,status,latencyMs,bytes,subject,refusal" &&
            Number(ThrottlingRateLimit) > 0 &&
            Number(ThrottlingBurstLimit) > 0
          );
        }),
      ).toEqual([]);
    }
  });

  it("stays far below the quotas: 250 routes an API, 400 resources a stack", () => {
    for (const synthesis of all) {
      expect(everyOf(synthesis, "AWS::ApiGatewayV2::Route").length).toBeLessThan(250);
      for (const stack of ["ecovalue-data", "ecovalue-exchange"]) {
        const count = synthesis.resources.filter((resource) => resource.stack === stack).length;
        expect(count).toBeGreaterThan(5);
        expect(count).toBeLessThan(400);
      }
    }
  });

  it("shows one dashboard", () => {
    for (const synthesis of all) expect(everyOf(synthesis, "AWS::CloudWatch::Dashboard")).toHaveLength(1);
  });
});
