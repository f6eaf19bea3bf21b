import type { IncomingMessage, ServerResponse } from "node:http";
import { fieldsOf, parseJson, text } from "../values.ts";
import { authorize, deniedMessage } from "./authorization.ts";
import type { GatewayContext } from "./context.ts";
import { tableArn, unauthenticated } from "./dynamo-front.ts";
import { readBody, sendJson } from "./http.ts";

const prefix = "DynamoDBStreams_20120810.";

/** Answers stream requests of functions that read a stream themselves, such as a replay tool. */
export function streamFront(context: GatewayContext): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  /** Stream of each iterator: GetRecords names no stream. */
  const streams = new Map<string, string>();
  /** The engine's own ARN of each table's stream. */
  const atEngine = new Map<string, string>();
  return async (request, response) => {
    const operation = String(request.headers["x-amz-target"]).slice(prefix.length);
    const raw = await readBody(request);
    const known = context.authenticate(request, raw, "dynamodb");
    if ("failure" in known) return sendError(response, unauthenticated[known.failure].name, unauthenticated[known.failure].message);
    const { caller } = known;
    const body = fieldsOf(parseJson(raw.toString("utf8")));
    const iterator = text(body.ShardIterator);
    const stream = text(body.StreamArn) ?? (iterator === undefined ? undefined : streams.get(iterator));
    const denied = authorize(context, caller, [{ action: `dynamodb:${operation}`, resource: streamResource(context, stream) }]);
    if (denied) return sendError(response, "AccessDeniedException", deniedMessage(caller, denied));
    const asked = body.StreamArn === undefined ? raw : JSON.stringify({ ...body, StreamArn: await streamAtEngine(stream ?? "") });
    const reply = await context.engines.dynamodb.post(prefix + operation, asked);
    const answer = fieldsOf(parseJson(reply.body.toString("utf8")));
    const next = text(answer.ShardIterator) ?? text(answer.NextShardIterator);
    if (next !== undefined && stream !== undefined) remember(next, stream);
    sendJson(response, reply.status, reply.body);
  };

  /** Templates leave a stream's label open, and the engine's ARNs have its own region and account. */
  async function streamAtEngine(stream: string): Promise<string> {
    const [, table] = streamName.exec(stream) ?? [];
    if (table === undefined) return stream;
    const known = atEngine.get(table);
    if (known !== undefined) return known;
    const reply = await context.engines.dynamodb.post("DynamoDB_20120810.DescribeTable", JSON.stringify({ TableName: table }));
    const own = text(fieldsOf(fieldsOf(parseJson(reply.body.toString("utf8"))).Table).LatestStreamArn);
    if (own === undefined) return stream;
    atEngine.set(table, own);
    return own;
  }

  function remember(iterator: string, stream: string): void {
    const [oldest] = streams.keys();
    if (streams.size > 10_000 && oldest !== undefined) streams.delete(oldest);
    streams.set(iterator, stream);
  }
}

const streamName = /:table\/([^/]+)\/stream\/(.+)$/;

/** The engine's stream ARNs have its own region; policies name the deployment target's. */
function streamResource(context: GatewayContext, stream: string | undefined): string {
  const [, table, label] = streamName.exec(stream ?? "") ?? [];
  return table === undefined ? "*" : `${tableArn(context, table)}/stream/${label}`;
}

function sendError(response: ServerResponse, name: string, message: string): void {
  sendJson(response, 400, JSON.stringify({ __type: `com.amazon.coral.service#${name}`, message, Message: message }));
}
