import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Settings } from "../settings/settings.ts";
import type { ApiFunction } from "../stacks/context.ts";
import { alarmPeriod, houseAlarm } from "./alarm.ts";
import { type HouseFunction, retentionOf } from "./house-function.ts";

/** Methods of a collection; never `ANY`, which would ask browsers' preflight requests for a token. */
const collectionMethods = [HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE];
/** Requests a second that the whole API takes, and how many at once. */
const throttle = { rateLimit: 500, burstLimit: 1_000 };

/** The HTTP API: a token on every route but the public ones, access log, throttling. */
export class HouseApi extends Construct {
  readonly api: HttpApi;
  readonly #authorizer: IHttpRouteAuthorizer;
  readonly #taken = new Set<string>();

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.api = new HttpApi(this, "http", {
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: settings.portalOrigins,
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT, CorsHttpMethod.DELETE],
        allowHeaders: ["authorization", "content-type", "idempotency-key", "accept-language"],
        maxAge: Duration.hours(1),
      },
    });
    this.#authorizer = new HttpJwtAuthorizer("token", settings.issuer, { jwtAudience: [settings.audience] });
    const accessLog = new LogGroup(this, "access-log", { retention: retentionOf(settings), removalPolicy: RemovalPolicy.RETAIN });
    new HttpStage(this, "stage", {
      httpApi: this.api,
      stageName: "$default",
      autoDeploy: true,
      throttle,
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: accessLogFormat },
    });
    houseAlarm(this, "faults", {
      metric: this.api.metricServerError({ period: alarmPeriod, statistic: "Sum" }),
      above: 0,
      whoIsHurt: "Members and the public get error pages",
      whatFails: "The API answered with 5xx",
      topicArn: settings.alarmTopicArn,
    });
  }

  /** Adds a function's routes: explicit ones first, then its collections; all share one integration and one permission. */
  serve(definition: ApiFunction, handler: HouseFunction): void {
    const integration = new HttpLambdaIntegration(definition.id, handler, { scopePermissionToRoute: false });
    for (const { method, path, public: open } of definition.routes ?? []) this.#route(HttpMethod[method], path, open, integration);
    for (const collection of definition.collections ?? []) {
      for (const method of collectionMethods) {
        for (const path of [collection, `${collection}/{proxy+}`]) this.#route(method, path, false, integration);
      }
    }
  }

  #route(method: HttpMethod, path: string, open: boolean, integration: HttpLambdaIntegration): void {
    const key = `${method} ${path}`;
    // A collection gives way to a route that was stated explicitly, such as its public list.
    if (this.#taken.has(key)) return;
    this.#taken.add(key);
    const route = new HttpRoute(this, key.replaceAll("/", "_"), {
      httpApi: this.api,
      routeKey: HttpRouteKey.with(path, method),
      integration,
      authorizer: open ? new HttpNoneAuthorizer() : this.#authorizer,
    });
    if (open)
      Validations.of(route).acknowledge({ id: "AwsSolutions-APIG4", reason: "Public by design: the answer is the same for everybody." });
  }
}

/** Who asked what and how it ended: no query, no header, no body. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: "$context.requestId",
    time: "$context.requestTime",
    route: "$context.routeKey",
    status: "$context.status",
    latencyMs: "$context.responseLatency",
    bytes: "$context.responseLength",
    subject: "$context.authorizer.claims.sub",
    refusal: "$context.authorizer.error",
  }),
);
