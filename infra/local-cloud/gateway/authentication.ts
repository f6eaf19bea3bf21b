import { hash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Caller } from "./caller.ts";
import { isSignedWith, signingTime } from "./signature.ts";

/** Why a request is nobody's: not signed, by a key that nobody has, signed by other means than the key's, or too old or too new. */
export type AuthenticationFailure = "unsigned" | "unknown-key" | "mismatch" | "expired";

/** Who signed a request. */
export type Authentication = { readonly caller: Caller } | { readonly failure: AuthenticationFailure };

/** Finds out who signed a request to a service, from the signature in its header and its whole body. */
export type Authenticate = (request: IncomingMessage, body: Buffer, service: string) => Authentication;

const header =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request,\s*SignedHeaders=([\w;-]+),\s*Signature=([0-9a-f]{64})$/;
/** How far a signature's time may be off. */
const tolerance = 15 * 60_000;
/** Payloads that S3 lets a client leave unsigned. */
const unsignedPayload = /^(?:UNSIGNED-PAYLOAD|STREAMING-UNSIGNED-PAYLOAD-TRAILER)$/;

/**
 * Checks Signature Version 4 as AWS does: key, scope, time, host and every `x-amz-*` header, and the hash of the body. Clocks of this machine
 * and of the local cloud are both right, because a client may run on either and the local clock is only ever ahead.
 */
export function authenticator(options: {
  readonly region: string;
  readonly callerOf: (accessKeyId: string) => Caller | undefined;
  /** Times of the machine's and of the local clock, epoch milliseconds. */
  readonly clocks: () => { readonly machine: number; readonly local: number };
}): Authenticate {
  const { region, callerOf, clocks } = options;
  return (request, body, service) => {
    const [, accessKeyId = "", date = "", ...rest] = header.exec(request.headers.authorization ?? "") ?? [];
    const [signedRegion = "", signedService = "", names = "", signature = ""] = rest;
    if (accessKeyId === "") return { failure: request.headers.authorization === undefined ? "unsigned" : "mismatch" };
    const caller = callerOf(accessKeyId);
    if (!caller) return { failure: "unknown-key" };
    const signedHeaders = names.split(";");
    const payloadHash = payloadHashOf(request, body, service);
    if (signedRegion !== region || signedService !== service || !coversAll(request, signedHeaders) || payloadHash === undefined)
      return { failure: "mismatch" };
    const signedAt = String(request.headers["x-amz-date"] ?? "");
    const { machine, local } = clocks();
    const time = signingTime(signedAt);
    if (!(time >= machine - tolerance && time <= local + tolerance) || !signedAt.startsWith(date)) return { failure: "expired" };
    const signed = { scope: { date, region, service }, signedAt, signedHeaders, payloadHash };
    return isSignedWith(request, caller.secretAccessKey, signed, signature) ? { caller } : { failure: "mismatch" };
  };
}

/** Whether host and every header of AWS's own is signed: an unsigned one could be changed on the way. */
function coversAll({ headers }: IncomingMessage, signedHeaders: readonly string[]): boolean {
  if (!signedHeaders.includes("host")) return false;
  for (const name in headers) if (name.startsWith("x-amz-") && !signedHeaders.includes(name)) return false;
  return true;
}

/** The hash that is signed for the body; undefined if the request states another one than the body has. */
function payloadHashOf({ headers }: IncomingMessage, body: Buffer, service: string): string | undefined {
  const stated = headers["x-amz-content-sha256"];
  if (service === "s3" && typeof stated === "string" && unsignedPayload.test(stated)) return stated;
  const actual = hash("sha256", body, "hex");
  return stated === undefined || stated === actual ? actual : undefined;
}
