import { Duration, Lazy, RemovalPolicy, Validations } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  type CfnStage,
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
import { FilterPattern, LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { ApiFunction, ContextDefinition } from "../../shared/deployment/context.ts";
import { functionsOfKind, type NamedFunction, routesOf } from "../../shared/deployment/derive.ts";
import { arnOf, type Deployment } from "../deployment.ts";
import { RoutesStack } from "../stacks/routes-stack.ts";
import { addAlarm, alarmPeriod } from "./alarm.ts";
import { retentionOf } from "./service-function.ts";
import { type Throttle, throttleOf, throttles } from "./throttles.ts";

/**
 * The HTTP API: a token on every route except the public ones, access log, limits by route with an alarm on what they refuse. The routes of
 * each context are a stack within the API's, so that the API's does not grow with the endpoints, and one update changes routes and limits.
 */
export class ServiceApi extends Construct {
  readonly api: HttpApi;
  readonly #authorizer: IHttpRouteAuthorizer;
  readonly #deployment: Deployment;
  readonly #stage: HttpStage;
  readonly #routeSettings: Record<string, object> = {};

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
        exposeHeaders: ["location", "idempotency-replayed", "retry-after", "www-authenticate", "apigw-requestid"],
        maxAge: Duration.hours(1),
      },
    });
    this.#authorizer = new HttpJwtAuthorizer("token", settings.issuer, { jwtAudience: [settings.audience] });
    const accessLog = new LogGroup(this, "access-log", {
      retention: retentionOf(settings),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.#stage = new HttpStage(this, "stage", {
      httpApi: this.api,
      stageName: "$default",
      autoDeploy: true,
      // Of routes without limits of their own.
      throttle: throttles.write,
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: accessLogFormat },
    });
    (this.#stage.node.defaultChild as CfnStage).routeSettings = Lazy.any({ produce: () => this.#routeSettings });
    addAlarm(this, "faults", {
      of: id,
      metric: this.api.metricServerError({ period: alarmPeriod, statistic: "Sum" }),
      above: 0,
      impact: "Members and the public get errors",
      finding: "The API answered with 5xx",
      settings,
    });
    const refused = accessLog.addMetricFilter("throttled-requests", {
      // Lambda was not invoked, so this is no 429 of the product, such as that of too many codes.
      filterPattern: FilterPattern.all(
        FilterPattern.stringValue("$.status", "=", "429"),
        FilterPattern.stringValue("$.lambdaStatus", "!=", "200"),
      ),
      metricNamespace: settings.deployment,
      metricName: `${id}-throttled`,
    });
    addAlarm(this, "throttled", {
      of: id,
      metric: refused.metric({ period: alarmPeriod, statistic: "Sum" }),
      above: 0,
      impact: "Requests are refused, and a bid that is refused at the close of its auction is lost",
      finding: "The API answered with 429: all callers together ask more of a route than its limit",
      settings,
    });
  }

  /** Adds the routes of a context, if it has any. */
  serve(context: ContextDefinition): void {
    const functions = functionsOfKind([context], "api");
    if (functions.length === 0) return;
    const routes = new RoutesStack(this, context.name, this.#deployment.settings);
    for (const each of functions) this.#addFunction(routes, each);
    // The stage can only name routes that exist.
    this.#stage.node.addDependency(routes.nestedStackResource ?? routes);
  }

  /** Adds the routes of a function; they share one integration and one permission. */
  #addFunction(routes: RoutesStack, { id, definition }: NamedFunction<ApiFunction>): void {
    const functionArn = arnOf(this.#deployment, "function", id);
    const handler = LambdaFunction.fromFunctionAttributes(routes, id, { functionArn, sameEnvironment: true });
    const integration = new HttpLambdaIntegration(id, handler, { scopePermissionToRoute: false });
    const confidential = definition.confidentialCalls === true;
    for (const route of routesOf(definition)) {
      const key = HttpRouteKey.with(route.path, HttpMethod[route.method]);
      this.#addRoute(routes, { key, open: route.open, limit: throttleOf(route, confidential), integration });
    }
    if (definition.answersTheRest) this.#addRoute(routes, { key: HttpRouteKey.DEFAULT, open: true, limit: throttles.open, integration });
  }

  #addRoute(routes: RoutesStack, { key: routeKey, open, limit, integration }: AddedRoute): void {
    const { rateLimit, burstLimit } = limit;
    this.#routeSettings[routeKey.key] = { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit };
    const route = new HttpRoute(routes, routeKey.key.replaceAll("/", "_"), {
      httpApi: this.api,
      routeKey,
      integration,
      authorizer: open ? new HttpNoneAuthorizer() : this.#authorizer,
    });
    if (open)
      Validations.of(route).acknowledge({ id: "AwsSolutions-APIG4", reason: "Public by design: the answer is the same for everybody." });
  }
}

/** A route as it is added. */
interface AddedRoute {
  readonly key: HttpRouteKey;
  /** Whether it is open, without a token. */
  readonly open: boolean;
  readonly limit: Throttle;
  readonly integration: HttpLambdaIntegration;
}

/**
 * Time and status of each request, and what Lambda (not the function) answered. A stage has one format for all routes, and AWS wants the request's id in it: so no line may say that it is
 * of a bid, or who it is from: no route, path, subject or address, and no length of the answer, which grows with the steps of a bid. The logs
 * of the functions say what a request asked for by its id, except that of bidding.
 */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: "$context.requestId",
    time: "$context.requestTime",
    status: "$context.status",
    lambdaStatus: "$context.integrationStatus",
    latencyMs: "$context.responseLatency",
    refusal: "$context.authorizer.error",
  }),
);
