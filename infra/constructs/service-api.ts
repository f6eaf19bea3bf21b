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
import { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { ApiFunction } from "../../shared/deployment/context.ts";
import { type ApiRoute, type NamedFunction, routesOf } from "../../shared/deployment/derive.ts";
import { arnOf, type Deployment } from "../deployment.ts";
import { addAlarm, alarmPeriod } from "./alarm.ts";
import { retentionOf } from "./service-function.ts";

/** Limits of the whole API: requests per second, and burst. */
const throttle = { rateLimit: 500, burstLimit: 1_000 };

/** The HTTP API: a token on every route except the public ones, access log, throttling. */
export class ServiceApi extends Construct {
  readonly api: HttpApi;
  readonly #authorizer: IHttpRouteAuthorizer;
  readonly #deployment: Deployment;

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    this.#deployment = deployment;
    const { settings } = deployment;
    this.api = new HttpApi(this, "http", {
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: [...settings.portalOrigins],
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
    addAlarm(this, "faults", {
      of: id,
      metric: this.api.metricServerError({ period: alarmPeriod, statistic: "Sum" }),
      above: 0,
      impact: "Members and the public get errors",
      finding: "The API answered with 5xx",
      settings,
    });
  }

  /** Adds the routes of a function; they share one integration and one permission. */
  serve({ id, definition }: NamedFunction<ApiFunction>): void {
    const functionArn = arnOf(this.#deployment, "function", id);
    const handler = LambdaFunction.fromFunctionAttributes(this, id, { functionArn, sameEnvironment: true });
    const integration = new HttpLambdaIntegration(id, handler, { scopePermissionToRoute: false });
    for (const route of routesOf(definition)) this.#addRoute(route, integration);
  }

  #addRoute({ method, path, open }: ApiRoute, integration: HttpLambdaIntegration): void {
    const route = new HttpRoute(this, `${method} ${path}`.replaceAll("/", "_"), {
      httpApi: this.api,
      routeKey: HttpRouteKey.with(path, HttpMethod[method]),
      integration,
      authorizer: open ? new HttpNoneAuthorizer() : this.#authorizer,
    });
    if (open)
      Validations.of(route).acknowledge({ id: "AwsSolutions-APIG4", reason: "Public by design: the answer is the same for everybody." });
  }
}

/**
 * Time and status of each request. A stage has one format for all routes, and AWS wants the request's id in it: so no line may say that it is
 * of a bid, or who it is from: no route, path, subject or address, and no length of the answer, which grows with the steps of a bid. The logs
 * of the functions say what a request asked for by its id, except that of bidding.
 */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: "$context.requestId",
    time: "$context.requestTime",
    status: "$context.status",
    latencyMs: "$context.responseLatency",
    refusal: "$context.authorizer.error",
  }),
);
