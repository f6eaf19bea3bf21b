import { hash } from "node:crypto";
import { type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse, request as send } from "node:http";
import { pipeline } from "node:stream/promises";
import type { AuthenticationFailure } from "./authentication.ts";
import { authorize, deniedMessage, mayAlso } from "./authorization.ts";
import type { Caller } from "./caller.ts";
import type { GatewayContext } from "./context.ts";
import { afterCommit, beforeCommit } from "./fault-effects.ts";
import { readBody } from "./http.ts";
import { type ObjectRequest, readObjectRequest } from "./object-request.ts";
import { checkPresigned, presigningKey, signatureMismatch } from "./presigned.ts";

type KnownRequest = Extract<ObjectRequest, { kind: "known" }>;

/** Headers that are not forwarded. */
const ownHeaders = /^(host|authorization|connection|expect|if-none-match|if-match|x-amz-security-token|keep-alive|transfer-encoding)$/;

/** Answers S3 requests (path style). The gateway adds what the engine lacks: conditional puts, presigned addresses, rights. */
export function objectFront(context: GatewayContext): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  /** Conditional puts of one key run one after the other, so that check and put are atomic. */
  const conditional = new Map<string, Promise<void>>();
  return async (request, response) => {
    const wanted = readObjectRequest(request, context.partition);
    const body = await readBody(request);
    const caller = identify(context, request, body, response);
    if (!caller) return;
    if (wanted.kind === "unknown")
      return sendError(response, 501, "NotImplemented", `The local cloud does not implement this S3 request: ${wanted.reason}`);
    const denied = authorize(context, caller, wanted.rights);
    if (denied) return sendError(response, 403, "AccessDenied", deniedMessage(caller, denied, true));
    if (wanted.operation === "PutObject" && !matchesChecksum(request, body)) return sendError(response, 400, "BadDigest", badDigest);
    const target = {
      operation: wanted.operation,
      resources: [wanted.bucket],
      functionName: caller.functionName,
      accessKeyId: caller.accessKeyId,
    };
    const matched = context.faults.matching(target);
    if (!(await beforeCommit(context, response, target, matched))) return;
    if (matched.some(({ fault }) => fault === "throttle" || fault === "throttle-request"))
      return sendError(response, 503, "SlowDown", "Please reduce your request rate.");
    const answer = (): Promise<void> =>
      forward(context, request, body, response, wanted, caller, () => afterCommit(context, response, target, matched));
    const conditions = wanted.operation === "PutObject" && (request.headers["if-none-match"] ?? request.headers["if-match"]) !== undefined;
    if (!conditions) return answer();
    await inTurn(conditional, `${wanted.bucket}/${wanted.key}`, async () => {
      const refusal = await failedCondition(context, request, wanted);
      return refusal ? sendError(response, ...refusal) : answer();
    });
  };
}

/** How S3 words that a body is not the one whose checksum the request states. */
const badDigest = "The SHA256 you specified did not match the calculated checksum.";

/** Whether a body has the SHA-256 that its request states in a header, which the engine stores unseen. */
function matchesChecksum({ headers }: IncomingMessage, body: Buffer): boolean {
  const stated = headers["x-amz-checksum-sha256"];
  return stated === undefined || stated === hash("sha256", body, "base64");
}

/** How S3 words that a request is nobody's. */
const unauthenticated: Readonly<Record<AuthenticationFailure, readonly [code: string, message: string]>> = {
  unsigned: ["AccessDenied", "Access Denied"],
  "unknown-key": ["InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."],
  mismatch: ["SignatureDoesNotMatch", signatureMismatch],
  expired: ["RequestTimeTooSkewed", "The difference between the request time and the current time is too large."],
};

/** Who signed a request, in its header or its address; answers it if that is nobody. */
function identify(context: GatewayContext, request: IncomingMessage, body: Buffer, response: ServerResponse): Caller | undefined {
  const presigned = presigningKey(new URL(request.url ?? "/", "http://local").searchParams);
  const caller = presigned === undefined ? undefined : context.caller(presigned);
  if (presigned === undefined || !caller || request.headers.authorization !== undefined) {
    const known = presigned === undefined || caller ? context.authenticate(request, body, "s3") : ({ failure: "unknown-key" } as const);
    if ("caller" in known) return known.caller;
    sendError(response, 403, ...unauthenticated[known.failure]);
    return undefined;
  }
  const problem = checkPresigned(request, caller.secretAccessKey, context.now());
  if (problem) sendError(response, problem.code === "AuthorizationQueryParametersError" ? 400 : 403, problem.code, problem.message);
  return problem ? undefined : caller;
}

async function inTurn(turns: Map<string, Promise<void>>, key: string, work: () => Promise<void>): Promise<void> {
  const turn = (turns.get(key) ?? Promise.resolve()).then(work);
  const finished = turn.catch(() => undefined);
  turns.set(key, finished);
  await turn.finally(() => {
    if (turns.get(key) === finished) turns.delete(key);
  });
}

async function failedCondition(
  context: GatewayContext,
  request: IncomingMessage,
  wanted: KnownRequest,
): Promise<[number, string, string] | undefined> {
  const { "if-none-match": noneMatch, "if-match": match } = request.headers;
  if (noneMatch !== undefined && noneMatch !== "*")
    return [501, "NotImplemented", "A header you provided implies functionality that is not implemented"];
  const { status, etag } = await currentObject(context, wanted);
  if (noneMatch === "*" && status === 200)
    return [412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold"];
  if (match === undefined) return undefined;
  if (status === 404) return [404, "NoSuchKey", "The specified key does not exist."];
  return etag === match ? undefined : [412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold"];
}

function currentObject(context: GatewayContext, { bucket, key }: KnownRequest): Promise<{ status: number; etag: string | undefined }> {
  const { agent, endpoint } = context.engines.s3;
  const path = `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`;
  return new Promise((resolve, reject) => {
    const headers = signedForEngine(context);
    const head = send({ agent, host: endpoint.hostname, port: endpoint.port, method: "HEAD", path, headers }, (reply) => {
      reply.resume().on("end", () => resolve({ status: reply.statusCode ?? 500, etag: reply.headers.etag }));
    });
    head.on("error", reject).end();
  });
}

function forward(
  context: GatewayContext,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
  wanted: KnownRequest,
  caller: Caller,
  mayAnswer: () => boolean,
): Promise<void> {
  const { agent, endpoint } = context.engines.s3;
  const headers: OutgoingHttpHeaders = {
    ...Object.fromEntries(Object.entries(request.headers).filter(([name]) => keepsHeader(name, wanted.operation))),
    ...(body.length > 0 && { "content-length": body.length }),
    ...signedForEngine(context),
  };
  const { method = "GET", url: path = "/" } = request;
  return new Promise((resolve, reject) => {
    const outgoing = send(
      { agent, host: endpoint.hostname, port: endpoint.port, method, path: withoutSignature(path), headers },
      (reply) => {
        const missing = reply.statusCode === 404 && /^(Get|Head)Object$/.test(wanted.operation);
        if (!mayAnswer()) reply.resume().on("end", resolve);
        else if (
          missing &&
          !mayAlso(context, caller, { action: "s3:ListBucket", resource: `arn:${context.partition}:s3:::${wanted.bucket}` })
        ) {
          // Without the right to list, S3 does not reveal whether a key exists.
          reply.resume().on("end", resolve);
          sendError(response, 403, "AccessDenied", "Access Denied");
        } else {
          const { connection: _connection, "keep-alive": _keepAlive, ...rest } = reply.headers;
          response.writeHead(reply.statusCode ?? 500, rest);
          pipeline(reply, response).then(resolve, reject);
        }
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** Engines check no signature, but a private bucket may refuse a request without any. */
function signedForEngine({ region }: GatewayContext): OutgoingHttpHeaders {
  return { authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/s3/aws4_request, SignedHeaders=host, Signature=0` };
}

/** Conditions of puts are checked here; those of reads are left to the engine. */
function keepsHeader(name: string, operation: string): boolean {
  if (/^(Get|Head)Object$/.test(operation) && /^if-(none-)?match$/.test(name)) return true;
  return !ownHeaders.test(name);
}

function withoutSignature(path: string): string {
  const [address = "/", query = ""] = path.split("?");
  const kept = query
    .split("&")
    .filter(
      (part) =>
        part !== "" && !/^X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token|Content-Sha256)=/i.test(part),
    );
  return kept.length > 0 ? `${address}?${kept.join("&")}` : address;
}

function sendError(response: ServerResponse, status: number, code: string, message: string): void {
  const escaped = message.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escaped}</Message></Error>`;
  response.writeHead(status, { "content-type": "application/xml", "content-length": Buffer.byteLength(body), connection: "close" });
  response.end(body);
}
