import type { Assembly } from "../assembly/assembly.ts";
import { fieldsOf, list } from "../values.ts";

/** One route of the HTTP API. */
export interface HttpRoute {
  /** `GET /things/{thingId}`, `POST /things/{proxy+}` or `$default`. */
  readonly routeKey: string;
  readonly functionName: string;
  readonly timeoutMilliseconds: number;
  /** Absent for a public route. */
  readonly authorizer?: JwtAuthorizer;
}
/** What a token must claim. */
export interface JwtAuthorizer {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** The token must have one of these scopes; any token will do when empty. */
  readonly scopes: readonly string[];
}
/** Which other origins may call from a browser. */
export interface CorsConfiguration {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAge: number;
}
/** An HTTP API as its templates define it. */
export interface HttpApiDefinition {
  readonly routes: readonly HttpRoute[];
  readonly cors: CorsConfiguration | undefined;
  /** Format of the stage's access log; absent if it keeps none. */
  readonly accessLogFormat?: string;
}

const longestTimeout = 30_000;

/**
 * Reads the one HTTP API of an assembly. The local issuer replaces the one the templates name. Throws on a route whose function is
 * missing or does not permit API Gateway to invoke it: deployed, it would answer 500.
 */
export function httpApiOf(assembly: Assembly, localIssuer: string): HttpApiDefinition {
  const byId = (type: string) => new Map(assembly.ofType(type).map((resource) => [resource.logicalId, resource.properties]));
  const integrations = byId("AWS::ApiGatewayV2::Integration");
  const authorizers = byId("AWS::ApiGatewayV2::Authorizer");
  const functions = new Map(assembly.ofType("AWS::Lambda::Function").map(({ arn, name }) => [arn, name]));
  const callable = new Set(
    assembly
      .ofType("AWS::Lambda::Permission")
      .filter(({ properties }) => properties.Principal === "apigateway.amazonaws.com")
      .map(({ properties }) => String(properties.FunctionName)),
  );
  const routes = assembly.ofType("AWS::ApiGatewayV2::Route").map(({ properties }): HttpRoute => {
    const integration = fieldsOf(integrations.get(String(properties.Target).replace(/^integrations\//, "")));
    const functionArn = functionArnIn(String(integration.IntegrationUri));
    const functionName = functions.get(functionArn);
    if (!functionName) throw new Error(`route ${String(properties.RouteKey)} leads to no function`);
    // With credentials of its own an integration invokes under that role instead.
    if (integration.CredentialsArn === undefined && !callable.has(functionArn) && !callable.has(functionName))
      throw new Error(`route ${String(properties.RouteKey)}: no AWS::Lambda::Permission lets API Gateway invoke ${functionName}`);
    const jwt = properties.AuthorizationType === "JWT" ? fieldsOf(authorizers.get(String(properties.AuthorizerId))) : undefined;
    return {
      routeKey: String(properties.RouteKey),
      functionName,
      timeoutMilliseconds: Math.min(longestTimeout, Number(integration.TimeoutInMillis ?? longestTimeout)),
      ...(jwt && {
        authorizer: {
          issuer: localIssuer,
          audience: list(fieldsOf(jwt.JwtConfiguration).Audience).map(String),
          scopes: list(properties.AuthorizationScopes).map(String),
        },
      }),
    };
  });
  const [api] = assembly.ofType("AWS::ApiGatewayV2::Api");
  const [stage] = assembly.ofType("AWS::ApiGatewayV2::Stage");
  const { Format } = fieldsOf(stage?.properties.AccessLogSettings);
  return {
    routes,
    cors: corsOf(fieldsOf(api?.properties.CorsConfiguration)),
    ...(Format !== undefined && { accessLogFormat: String(Format) }),
  };
}

/** An integration names its function by ARN, alone or within the address API Gateway invokes it at. */
function functionArnIn(uri: string): string {
  return /\/functions\/(arn:[^/]+)\/invocations$/.exec(uri)?.[1] ?? uri;
}

function corsOf(cors: ReturnType<typeof fieldsOf>): CorsConfiguration | undefined {
  const allowOrigins = list(cors.AllowOrigins).map(String);
  if (allowOrigins.length === 0) return undefined;
  return {
    allowOrigins,
    allowMethods: list(cors.AllowMethods).map(String),
    allowHeaders: list(cors.AllowHeaders).map(String),
    exposeHeaders: list(cors.ExposeHeaders).map(String),
    maxAge: Number(cors.MaxAge ?? 0),
  };
}

/** Origins from which a browser may call the API by the templates: those of the portals that people sign in to. */
export function portalOriginsOf(assembly: Assembly): readonly string[] {
  const [api] = assembly.ofType("AWS::ApiGatewayV2::Api");
  return corsOf(fieldsOf(api?.properties.CorsConfiguration))?.allowOrigins.filter((origin) => origin !== "*") ?? [];
}

/** The route of a request, with the values of its path parameters. */
export interface MatchedRoute {
  readonly route: HttpRoute;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** The path as API Gateway hands it on, decoded; undefined if its percent escapes are malformed or no UTF-8. */
export function decodedPath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/**
 * Chooses the route as API Gateway does: literal segments before parameters before `{proxy+}`, a method before `ANY`, `$default` last. The
 * path is one that `decodedPath` can decode.
 */
export function matchRoute(routes: readonly HttpRoute[], method: string, path: string): MatchedRoute | undefined {
  const candidates = routes.flatMap((route) => {
    const fit = fitOf(route.routeKey, method, path);
    return fit ? [{ route, ...fit }] : [];
  });
  return candidates.sort((a, b) => (a.rank < b.rank ? -1 : 1)).at(0);
}

function fitOf(
  routeKey: string,
  method: string,
  path: string,
): { readonly rank: string; readonly pathParameters: Record<string, string> } | undefined {
  if (routeKey === "$default") return { rank: "9", pathParameters: {} };
  const [wantedMethod = "", wantedPath = ""] = routeKey.split(" ");
  if (wantedMethod !== method && wantedMethod !== "ANY") return undefined;
  const wanted = wantedPath.split("/").slice(1);
  const given = path.split("/").slice(1);
  const pathParameters: Record<string, string> = {};
  let rank = "";
  for (const [position, segment] of wanted.entries()) {
    const greedy = /^\{(.+)\+\}$/.exec(segment)?.[1];
    if (greedy) {
      const rest = given.slice(position).join("/");
      return rest === "" ? undefined : { rank: `${rank}2`, pathParameters: { ...pathParameters, [greedy]: decodeURIComponent(rest) } };
    }
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    const value = given[position];
    if (value === undefined || (name ? value === "" : segment !== value)) return undefined;
    if (name) pathParameters[name] = decodeURIComponent(value);
    rank += name ? "1" : "0";
  }
  return given.length === wanted.length ? { rank: `${rank}${wantedMethod === "ANY" ? "1" : "0"}`, pathParameters } : undefined;
}
