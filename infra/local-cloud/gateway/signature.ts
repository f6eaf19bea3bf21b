import { createHmac, hash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** The day, region and service that a signature is for. */
export interface SignatureScope {
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** What is signed besides the request's own method, path and headers. */
export interface SignedRequest {
  readonly scope: SignatureScope;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly signedAt: string;
  /** Names in the order of the signature. */
  readonly signedHeaders: readonly string[];
  readonly payloadHash: string;
  /** Parameter of the query that holds the signature itself. */
  readonly without?: string;
}

const kept = 1_000;
/** Keys derived from secrets: the same for all requests of a day, region and service. */
const signingKeys = new Map<string, Buffer>();

/** Whether a signature (hexadecimal) is that of a request by Signature Version 4. */
export function isSignedWith(request: IncomingMessage, secret: string, signed: SignedRequest, signature: string): boolean {
  const { scope, signedAt } = signed;
  const place = `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", signedAt, place, hash("sha256", canonicalText(request, signed), "hex")].join("\n");
  const expected = hmac(signingKey(secret, scope), toSign);
  const given = Buffer.from(signature, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The instant of `YYYYMMDDTHHMMSSZ` in epoch milliseconds; not a number for anything else. */
export function signingTime(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

function canonicalText(request: IncomingMessage, { scope, signedHeaders, payloadHash, without }: SignedRequest): string {
  const [path = "/", query = ""] = (request.url ?? "/").split("?");
  const headers = signedHeaders.map(
    (name) =>
      `${name}:${String(request.headers[name] ?? "")
        .trim()
        .replace(/\s+/g, " ")}\n`,
  );
  return [
    request.method,
    // All services but S3 sign the path encoded once more.
    scope.service === "s3" ? path.split("/").map(normalized).join("/") : path.split("/").map(encode).join("/"),
    canonicalQuery(query, without),
    headers.join(""),
    signedHeaders.join(";"),
    payloadHash,
  ].join("\n");
}

function canonicalQuery(query: string, without: string | undefined): string {
  if (query === "") return "";
  return [...new URLSearchParams(query)]
    .filter(([name]) => name !== without)
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([one, first], [other, second]) => (one < other || (one === other && first < second) ? -1 : 1))
    .map((pair) => pair.join("="))
    .join("&");
}

function normalized(part: string): string {
  return encode(decodeURIComponent(part));
}

function signingKey(secret: string, { date, region, service }: SignatureScope): Buffer {
  const name = `${secret} ${date} ${region} ${service}`;
  const known = signingKeys.get(name);
  if (known) return known;
  if (signingKeys.size >= kept) signingKeys.clear();
  const made = [region, service, "aws4_request"].reduce(hmac, hmac(`AWS4${secret}`, date));
  signingKeys.set(name, made);
  return made;
}

function hmac(key: string | Buffer, value: string): Buffer {
  return createHmac("sha256", key).update(value).digest();
}

function encode(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
