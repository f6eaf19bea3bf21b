import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { parseJson } from "../values.ts";
import { authorize, deniedMessage } from "./authorization.ts";
import type { GatewayContext } from "./context.ts";
import { unauthenticated } from "./dynamo-front.ts";
import { afterCommit, beforeCommit } from "./fault-effects.ts";
import { readBody } from "./http.ts";
import type { InvocationType } from "./types.ts";

const invocationPath = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;
/** Largest event in bytes, by invocation type. */
const eventLimits: Readonly<Record<string, number>> = { RequestResponse: 6 * 1024 * 1024, Event: 1024 * 1024, DryRun: 6 * 1024 * 1024 };

/** Whether a request asks Lambda to invoke a function. */
export function isInvocation(request: IncomingMessage): boolean {
  return request.method === "POST" && invocationPath.test(pathOf(request));
}

/** Answers Lambda's `Invoke`: rights and faults are handled here, the host runs the function. */
export async function answerInvocation(context: GatewayContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refuse = (status: number, name: string, message: string): void => sendError(response, status, name, message);
  const raw = await readBody(request);
  const known = context.authenticate(request, raw, "lambda");
  if ("failure" in known) return refuse(403, unauthenticated[known.failure].name, unauthenticated[known.failure].message);
  const { caller } = known;
  const name = functionNameIn(decodeURIComponent(invocationPath.exec(pathOf(request))?.[1] ?? ""));
  const arn = `arn:${context.partition}:lambda:${context.region}:${context.accountId}:function:${name}`;
  const denied = authorize(context, caller, [{ action: "lambda:InvokeFunction", resource: arn }]);
  if (denied) return refuse(403, "AccessDeniedException", deniedMessage(caller, denied));
  const type = String(request.headers["x-amz-invocation-type"] ?? "RequestResponse");
  const limit = eventLimits[type];
  if (limit === undefined) return refuse(400, "InvalidParameterValueException", `not an invocation type: ${type}`);
  if (raw.length > limit)
    return refuse(413, "RequestTooLargeException", `${raw.length} byte payload is too large for the ${type} invocation type`);
  const event = raw.length === 0 ? {} : parseJson(raw.toString("utf8"));
  if (event === undefined) return refuse(400, "InvalidRequestContentException", "Could not parse request body into json");
  const target = { operation: "Invoke", resources: [name], functionName: caller.functionName, accessKeyId: caller.accessKeyId };
  const matched = context.faults.matching(target);
  if (!(await beforeCommit(context, response, target, matched))) return;
  if (matched.some(({ fault }) => fault === "throttle" || fault === "throttle-request"))
    return refuse(429, "TooManyRequestsException", "Rate Exceeded.");
  const outcome = await context.invoke({ functionName: name, type: type as InvocationType, event });
  if (!afterCommit(context, response, target, matched)) return;
  if (outcome.kind === "unknown-function") return refuse(404, "ResourceNotFoundException", `Function not found: ${arn}`);
  if (outcome.kind === "failed") return refuse(500, "ServiceException", outcome.message);
  if (outcome.kind === "accepted") return send(response, type === "DryRun" ? 204 : 202, "");
  send(response, 200, JSON.stringify(outcome.payload) ?? "null", {
    "x-amz-executed-version": "$LATEST",
    ...(outcome.functionError !== undefined && { "x-amz-function-error": outcome.functionError }),
  });
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?")[0] ?? "/";
}

/** The function name in a reference: a name, a full ARN or a partial one, with or without a qualifier. */
function functionNameIn(reference: string): string {
  return (/(?:^|:)function:([^:]+)/.exec(reference)?.[1] ?? reference.split(":")[0]) || "*";
}

function send(response: ServerResponse, status: number, body: string, headers: OutgoingHttpHeaders = {}): void {
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(body), ...headers });
  response.end(body);
}

function sendError(response: ServerResponse, status: number, name: string, message: string): void {
  send(response, status, JSON.stringify({ Type: status < 500 ? "User" : "Service", Message: message }), { "x-amzn-errortype": name });
}
