import type { IncomingMessage, ServerResponse } from "node:http";
import { type Fields, fieldsOf, list, parseJson, text } from "../values.ts";
import type { AuthenticationFailure } from "./authentication.ts";
import { authorize, deniedMessage } from "./authorization.ts";
import type { Caller } from "./caller.ts";
import type { GatewayContext } from "./context.ts";
import { afterCommit, beforeCommit } from "./fault-effects.ts";
import type { InjectedFault } from "./faults.ts";
import { readBody, sendJson } from "./http.ts";
import { signatureMismatch } from "./presigned.ts";

const prefix = "AmazonSQS.";
/** How SQS words that a request is nobody's. */
const unauthenticated: Readonly<Record<AuthenticationFailure, readonly [name: string, message: string]>> = {
  unsigned: ["MissingAuthenticationToken", "Request is missing Authentication Token"],
  "unknown-key": ["InvalidClientTokenId", "The security token included in the request is invalid."],
  mismatch: ["SignatureDoesNotMatch", signatureMismatch],
  expired: ["SignatureDoesNotMatch", "Signature expired or not yet current"],
};

/** Answers one SQS request. Queue addresses in answers name the gateway, so that later requests pass it too. */
export async function answerQueue(context: GatewayContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const operation = String(request.headers["x-amz-target"]).slice(prefix.length);
  const raw = await readBody(request);
  const known = context.authenticate(request, raw, "sqs");
  if ("failure" in known) return sendError(response, 403, ...unauthenticated[known.failure]);
  const { caller } = known;
  const body = fieldsOf(parseJson(raw.toString("utf8")));
  const queue = queueIn(context, body);
  const denied = deniedQueueRight(context, caller, operation, queue);
  if (denied) return sendError(response, 403, "AccessDenied", denied);
  const target = { operation, resources: [queue], functionName: caller.functionName, accessKeyId: caller.accessKeyId };
  const matched = context.faults.matching(target);
  if (!(await beforeCommit(context, response, target, matched))) return;
  if (matched.some(refuses)) return sendError(response, 403, "RequestThrottled", "The request was denied due to request throttling.");
  const reply = await context.engines.sqs.post(prefix + operation, body.QueueUrl === undefined ? raw : atEngine(context, body, queue));
  if (reply.status === 200 && operation.startsWith("SendMessage")) context.reportWrite([], [queue]);
  if (!afterCommit(context, response, target, matched)) return;
  const answer = /^(GetQueueUrl|CreateQueue|ListQueues|ListDeadLetterSourceQueues)$/.test(operation)
    ? readdress(context, reply.body)
    : reply.body;
  const { "x-amzn-query-error": queryError } = reply.headers;
  sendJson(response, reply.status, answer, typeof queryError === "string" ? { "x-amzn-query-error": queryError } : {});
}

/**
 * Name of the queue a request is about. Only the path of its address counts: functions may give the address on AWS when their
 * client is configured to use its own endpoint. `*` for an address in another account.
 */
function queueIn({ accountId }: GatewayContext, body: Fields): string {
  const address = text(body.QueueUrl);
  if (address === undefined) return text(body.QueueName) ?? "*";
  const [name = "", account] = address.split("/").reverse();
  return account === accountId ? name : "*";
}

/** The request with the queue's address at the engine. */
function atEngine({ engines, accountId }: GatewayContext, body: Fields, queue: string): string {
  return JSON.stringify({ ...body, QueueUrl: new URL(`/${accountId}/${queue}`, engines.sqs.endpoint).href });
}

function deniedQueueRight(context: GatewayContext, caller: Caller, operation: string, queue: string): string | undefined {
  const { partition, region, accountId } = context;
  // A batch needs the right to the single operation.
  const action = `sqs:${operation.replace(/Batch$/, "")}`;
  const denied = authorize(context, caller, [{ action, resource: `arn:${partition}:sqs:${region}:${accountId}:${queue}` }]);
  return denied && deniedMessage(caller, { ...denied, right: { ...denied.right, action: action.toLowerCase() } });
}

function refuses({ fault }: InjectedFault): boolean {
  return fault === "throttle" || fault === "throttle-request";
}

function readdress({ url, accountId }: GatewayContext, body: Buffer): string {
  const answer = fieldsOf(parseJson(body.toString("utf8")));
  const own = (address: unknown): string => `${url}/${accountId}/${String(address).split("/").pop()}`;
  return JSON.stringify({
    ...answer,
    ...(answer.QueueUrl === undefined ? {} : { QueueUrl: own(answer.QueueUrl) }),
    ...(answer.QueueUrls === undefined ? {} : { QueueUrls: list(answer.QueueUrls).map(own) }),
    ...(answer.queueUrls === undefined ? {} : { queueUrls: list(answer.queueUrls).map(own) }),
  });
}

function sendError(response: ServerResponse, status: number, name: string, message: string): void {
  const body = JSON.stringify({ __type: `com.amazonaws.sqs#${name}`, message });
  sendJson(response, status, body, { "x-amzn-query-error": `${name};Sender` });
}
