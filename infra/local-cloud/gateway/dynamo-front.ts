import type { IncomingMessage, ServerResponse } from "node:http";
import { type Fields, fieldsOf, parseJson, text } from "../values.ts";
import type { AuthenticationFailure } from "./authentication.ts";
import { authorize, deniedMessage } from "./authorization.ts";
import type { Caller } from "./caller.ts";
import { splitCapacity } from "./capacity.ts";
import type { GatewayContext, ServiceError } from "./context.ts";
import { type DynamoRequest, readDynamoRequest, writesOf } from "./dynamo-request.ts";
import { afterCommit, beforeCommit } from "./fault-effects.ts";
import type { FaultTarget, InjectedFault } from "./faults.ts";
import { readBody, sendJson } from "./http.ts";
import { type HalvedBatch, halve } from "./partial-batch.ts";
import { signatureMismatch } from "./presigned.ts";
import { dynamoRefusal } from "./refusals.ts";

const prefix = "DynamoDB_20120810.";
/** Operations that report consumed capacity. */
const metered =
  /^(GetItem|PutItem|UpdateItem|DeleteItem|Query|Scan|BatchGetItem|BatchWriteItem|Transact(Get|Write)Items|(Batch)?ExecuteStatement|ExecuteTransaction)$/;
const writing = /^(PutItem|UpdateItem|DeleteItem|BatchWriteItem|TransactWriteItems|(Batch)?ExecuteStatement|ExecuteTransaction)$/;
const reshaping = /^(CreateTable|UpdateTable|DeleteTable)$/;

/** How the JSON protocol words that a request is nobody's. */
export const unauthenticated: Readonly<Record<AuthenticationFailure, ServiceError>> = {
  unsigned: { name: "MissingAuthenticationTokenException", message: "Request is missing Authentication Token" },
  "unknown-key": { name: "UnrecognizedClientException", message: "The security token included in the request is invalid." },
  mismatch: { name: "InvalidSignatureException", message: signatureMismatch },
  expired: { name: "InvalidSignatureException", message: "Signature expired or not yet current" },
};

/** Answers one DynamoDB request: rights, faults, tokens, then the engine. */
export async function answerDynamo(context: GatewayContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const operation = String(request.headers["x-amz-target"]).slice(prefix.length);
  const raw = await readBody(request);
  const known = context.authenticate(request, raw, "dynamodb");
  if ("failure" in known) return sendError(response, unauthenticated[known.failure]);
  const { caller } = known;
  const body = fieldsOf(parseJson(raw.toString("utf8")));
  const needed = await readDynamoRequest(operation, body, context.shapes, (table) => tableArn(context, table));
  const denied = authorize(context, caller, needed.rights);
  if (denied) return sendError(response, { name: "AccessDeniedException", message: deniedMessage(caller, denied) });
  const target = { operation, resources: needed.tables, functionName: caller.functionName, accessKeyId: caller.accessKeyId };
  const matched = context.faults.matching(target);
  if (matched.length > 0) {
    if (!(await beforeCommit(context, response, target, matched))) return;
    const refusal = dynamoRefusal(matched, operation, needed);
    if (refusal) return sendError(response, refusal);
  }
  await answerOnce(context, response, { operation, body, needed, caller, target, matched });
}

/** ARN of a table as policies name it. */
export function tableArn({ partition, region, accountId }: GatewayContext, table: string): string {
  return `arn:${partition}:dynamodb:${region}:${accountId}:table/${table}`;
}

interface Admitted {
  readonly operation: string;
  readonly body: Fields;
  readonly needed: DynamoRequest;
  readonly caller: Caller;
  readonly target: FaultTarget;
  readonly matched: readonly InjectedFault[];
}

/** Answers a request whose token was committed before from memory; all others go to the engine. */
async function answerOnce(context: GatewayContext, response: ServerResponse, admitted: Admitted): Promise<void> {
  const { ClientRequestToken, ...body } = admitted.body;
  const token = text(ClientRequestToken);
  if (token === undefined) return forward(context, response, admitted);
  const { ReturnConsumedCapacity: _asked, ...identity } = body;
  const verdict = context.tokens.open(token, `${admitted.operation} ${JSON.stringify(identity)}`);
  if (verdict.kind === "new") return forward(context, response, { ...admitted, body }, token);
  if (verdict.kind === "replay") return sendJson(response, 200, verdict.reply);
  if (verdict.kind === "mismatch") {
    const message = "The request was made with a client token that was already used with other parameters";
    return sendError(response, { name: "IdempotentParameterMismatchException", message });
  }
  sendError(response, {
    name: "TransactionInProgressException",
    message: "The transaction with the given request token is already in progress",
  });
}

async function forward(context: GatewayContext, response: ServerResponse, admitted: Admitted, token?: string): Promise<void> {
  const { operation, body, needed, caller, target, matched } = admitted;
  const asked = body.ReturnConsumedCapacity;
  if (context.faults.watchesWrites && writing.test(operation)) await context.staleIndexes.remember(writesOf(operation, body));
  const halved: HalvedBatch | undefined = matched.some(({ fault }) => fault === "partial-batch") ? halve(operation, body) : undefined;
  const counted = metered.test(operation);
  const sent = counted ? { ...(halved?.body ?? body), ReturnConsumedCapacity: "INDEXES" } : body;
  const reply = await context.engines.dynamodb.post(prefix + operation, JSON.stringify(sent)).catch((error: unknown) => {
    if (token !== undefined) context.tokens.release(token);
    throw error;
  });
  let answer = reply.body.toString("utf8");
  if (reply.status === 200) {
    if (counted) {
      const split = splitCapacity(answer, asked);
      answer = split.answer;
      context.capacity.count(caller.functionName, operation, split.consumed);
    }
    if (token !== undefined) context.tokens.commit(token, splitCapacity(answer, "NONE").answer);
    if (halved) answer = halved.merge(answer);
    if (operation === "Query" && matched.length > 0) answer = stale(context, admitted, answer);
    if (writing.test(operation)) context.reportWrite(needed.tables, []);
    if (reshaping.test(operation)) for (const table of needed.tables) context.shapes.forget(table);
  } else if (token !== undefined) context.tokens.release(token);
  if (!afterCommit(context, response, target, matched)) return;
  sendJson(response, reply.status, answer, requestId(reply.headers["x-amzn-requestid"]));
}

function requestId(id: string | string[] | undefined): Record<string, string> {
  return typeof id === "string" ? { "x-amzn-requestid": id } : {};
}

function stale(context: GatewayContext, { body, needed, matched }: Admitted, answer: string): string {
  const table = needed.tables[0];
  if (table === undefined || body.IndexName === undefined) return answer;
  const horizons = matched.flatMap(({ fault, since }) =>
    typeof fault === "object" && "staleIndexMs" in fault ? [Math.max(since, context.now() - fault.staleIndexMs)] : [],
  );
  return horizons.length === 0 ? answer : context.staleIndexes.rewrite(table, body, answer, Math.min(...horizons));
}

function sendError(response: ServerResponse, { name, message, status = 400, members = {} }: ServiceError): void {
  sendJson(response, status, JSON.stringify({ ...members, __type: `com.amazon.coral.service#${name}`, message, Message: message }));
}
