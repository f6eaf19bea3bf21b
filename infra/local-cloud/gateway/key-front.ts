import type { IncomingMessage, ServerResponse } from "node:http";
import { fieldsOf, parseJson } from "../values.ts";
import { authorize, deniedMessage } from "./authorization.ts";
import type { GatewayContext } from "./context.ts";
import { unauthenticated } from "./dynamo-front.ts";
import { afterCommit, beforeCommit } from "./fault-effects.ts";
import { readBody, sendJson } from "./http.ts";

const prefix = "TrentService.";

/** Answers one KMS request: rights on the key it is about, faults, then the key ring. */
export async function answerKeys(context: GatewayContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const operation = String(request.headers["x-amz-target"]).slice(prefix.length);
  const raw = await readBody(request);
  const known = context.authenticate(request, raw, "kms");
  if ("failure" in known) return sendError(response, unauthenticated[known.failure].name, unauthenticated[known.failure].message);
  const { caller } = known;
  const body = fieldsOf(parseJson(raw.toString("utf8")));
  const { arn, alias } = context.keys.targetOf(body);
  // A key that is not there has no ARN to grant: only a right to all keys covers it.
  const right = { action: `kms:${operation}`, resource: arn ?? "*", ...(alias !== undefined && { requestAlias: alias }) };
  const denied = authorize(context, caller, [right]);
  if (denied) return sendError(response, "AccessDeniedException", deniedMessage(caller, denied));
  const target = {
    operation,
    resources: alias === undefined ? [] : [alias],
    functionName: caller.functionName,
    accessKeyId: caller.accessKeyId,
  };
  const matched = context.faults.matching(target);
  if (!(await beforeCommit(context, response, target, matched))) return;
  if (matched.some(({ fault }) => fault === "throttle" || fault === "throttle-request"))
    return sendError(response, "ThrottlingException", "Rate exceeded");
  const answer = context.keys.run(operation, body);
  if (!afterCommit(context, response, target, matched)) return;
  if (answer.error !== undefined) return sendError(response, answer.error, String(answer.body.message));
  sendJson(response, 200, JSON.stringify(answer.body));
}

function sendError(response: ServerResponse, name: string, message: string): void {
  sendJson(response, 400, JSON.stringify({ __type: name, message }));
}
