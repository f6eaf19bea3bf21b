import { hash } from "node:crypto";
import { type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse, request as send } from "node:http";
import { pipeline } from "node:stream/promises";
import type { AuthenticationFailure } from "./authentication.ts";
import { authorize, deniedMessage, mayAlso } from "./authorization.ts";
import { corsHeaders } from "./bucket-cors.ts";
import type { Caller } from "./caller.ts";
import type { GatewayContext } from "./context.ts";
import { afterCommit, beforeCommit } from "./fault-effects.ts";
import { readBody } from "./http.ts";
import {
  answerWithoutLock,
  isLockAtEngine,
  type LockedRequest,
  lockAtEngine,
  lockedAnswer,
  lockHeaders,
  newLock,
  type ObjectRefusal,
  type StoredObject,
} from "./object-lock.ts";
import { type ObjectRequest, readObjectRequest } from "./object-request.ts";
import { checkPresigned, presigningKey, signatureMismatch } from "./presigned.ts";

type KnownRequest = Extract<ObjectRequest, { kind: "known" }>;

/** Headers that are not forwarded. */
const ownHeaders = /^(host|authorization|connection|expect|if-none-match|if-match|x-amz-security-token|keep-alive|transfer-encoding)$/;

/** Answers S3 requests (path style). The gateway adds what the engine lacks: conditional puts, presigned addresses, rights. */
export function objectFront(context: GatewayContext): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  /** Puts that depend on what is there run one after the other for each key, so that check and put are atomic. */
  const turns = new Map<string, Promise<void>>();
  return async (request, response) => {
    const wanted = readObjectRequest(request, context.partition);
    const body = await readBody(request);
    if (answerPages(context, request, response)) return;
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
    const lock = context.bucket(wanted.bucket)?.lock;
    const withoutLock = lock ? undefined : answerWithoutLock(wanted.operation);
    if (withoutLock) return sendError(response, ...withoutLock);
    const more = lock && wanted.operation === "PutObject" ? newLock(lock, context.now()) : {};
    const answer = (): Promise<void> =>
      forward(context, { request, body, more }, response, wanted, caller, () => afterCommit(context, response, target, matched));
    const conditions = wanted.operation === "PutObject" && (request.headers["if-none-match"] ?? request.headers["if-match"]) !== undefined;
    if (!conditions && !lock) return answer();
    await inTurn(turns, `${wanted.bucket}/${wanted.key}`, async () => {
      const stored = await currentObject(context, wanted);
      const refusal = conditions ? failedCondition(request, stored) : undefined;
      const decided = refusal ?? (lock && lockedAnswer(lock, lockedRequest(context, caller, { wanted, request, body, stored })));
      if (!decided) return answer();
      if (!afterCommit(context, response, target, matched)) return;
      return "xml" in decided ? sendXml(response, 200, decided.xml) : sendError(response, ...decided);
    });
  };
}

/** Adds what lets a page have the answer, and answers a browser that asks whether a page may send a request. */
function answerPages(context: GatewayContext, request: IncomingMessage, response: ServerResponse): boolean {
  const [, bucket = ""] = (request.url ?? "/").split(/[/?]/);
  const allowed = corsHeaders(context.bucket(bucket)?.cors ?? [], request.method ?? "GET", request.headers);
  for (const [name, value] of Object.entries(allowed ?? {})) if (value !== undefined) response.setHeader(name, value);
  if (request.method !== "OPTIONS") return false;
  if (allowed) response.writeHead(200, { "content-length": 0 }).end();
  else sendError(response, 403, "AccessForbidden", "CORSResponse: This CORS request is not allowed.");
  return true;
}

/** What the rules of a lock look at. */
function lockedRequest(
  context: GatewayContext,
  caller: Caller,
  asked: { readonly wanted: KnownRequest; readonly request: IncomingMessage; readonly body: Buffer; readonly stored: StoredObject },
): LockedRequest {
  const { wanted, request, body, stored } = asked;
  const bypass = { action: "s3:BypassGovernanceRetention", resource: arnOf(context, wanted) };
  return {
    operation: wanted.operation,
    headers: request.headers,
    body: body.toString("utf8"),
    stored,
    now: context.now(),
    mayBypass: () => mayAlso(context, caller, bypass),
  };
}

function arnOf({ partition }: GatewayContext, { bucket, key }: KnownRequest): string {
  return `arn:${partition}:s3:::${bucket}/${key}`;
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

function failedCondition({ headers }: IncomingMessage, { status, etag }: StoredObject): ObjectRefusal | undefined {
  const { "if-none-match": noneMatch, "if-match": match } = headers;
  if (noneMatch !== undefined && noneMatch !== "*")
    return [501, "NotImplemented", "A header you provided implies functionality that is not implemented"];
  if (noneMatch === "*" && status === 200)
    return [412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold"];
  if (match === undefined) return undefined;
  if (status === 404) return [404, "NoSuchKey", "The specified key does not exist."];
  return etag === match ? undefined : [412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold"];
}

/** The object of a request as the engine has it; none for what is about the bucket. */
function currentObject(context: GatewayContext, { bucket, key }: KnownRequest): Promise<StoredObject> {
  if (key === "") return Promise.resolve({ status: 404, etag: undefined, lock: undefined });
  const { agent, endpoint } = context.engines.s3;
  const path = `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`;
  return new Promise((resolve, reject) => {
    const headers = signedForEngine(context);
    const head = send({ agent, host: endpoint.hostname, port: endpoint.port, method: "HEAD", path, headers }, (reply) => {
      const { statusCode: status = 500, headers: answered } = reply;
      reply.resume().on("end", () => resolve({ status, etag: answered.etag, lock: lockAtEngine(answered) }));
    });
    head.on("error", reject).end();
  });
}

function forward(
  context: GatewayContext,
  { request, body, more }: { readonly request: IncomingMessage; readonly body: Buffer; readonly more: OutgoingHttpHeaders },
  response: ServerResponse,
  wanted: KnownRequest,
  caller: Caller,
  mayAnswer: () => boolean,
): Promise<void> {
  const { agent, endpoint } = context.engines.s3;
  const headers: OutgoingHttpHeaders = {
    ...Object.fromEntries(Object.entries(request.headers).filter(([name]) => keepsHeader(name, wanted.operation))),
    ...more,
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
          const answered = Object.fromEntries(Object.entries(rest).filter(([name]) => !isLockAtEngine(name)));
          const isRead = /^(Get|Head)Object$/.test(wanted.operation);
          const lock = isRead && context.bucket(wanted.bucket)?.lock ? lockAtEngine(rest) : undefined;
          // Who may not read the lock does not see it.
          const shown = lock && mayAlso(context, caller, { action: "s3:GetObjectRetention", resource: arnOf(context, wanted) });
          response.writeHead(reply.statusCode ?? 500, { ...answered, ...(shown && lockHeaders(lock)) });
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
  return !ownHeaders.test(name) && !isLockAtEngine(name);
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
  sendXml(response, status, `<Error><Code>${code}</Code><Message>${escaped}</Message></Error>`);
}

function sendXml(response: ServerResponse, status: number, xml: string): void {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`;
  response.writeHead(status, { "content-type": "application/xml", "content-length": Buffer.byteLength(body), connection: "close" });
  response.end(body);
}
