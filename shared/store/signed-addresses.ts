import { createHmac, hash } from "node:crypto";
import type { Instant } from "../kernel/clock.ts";

/** Where an object is, as the client of the object store resolves it. */
export interface ObjectPlace {
  readonly protocol: string;
  /** Host, with its port where it is not the usual one. */
  readonly host: string;
  readonly path: string;
  readonly region: string;
}
/** Whose rights an address carries. */
export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}
/** What an address is signed for. */
export interface SignedFor {
  readonly method: "GET" | "PUT";
  /** Headers that the request has to send exactly so, by their lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly at: Instant;
  readonly seconds: number;
}

/** The address of an object that carries a right for some seconds, by Signature Version 4 in the query; headers are part of the signature. */
export function signedAddress(
  place: ObjectPlace,
  credentials: SigningCredentials,
  { method, headers, query, at, seconds }: SignedFor,
): string {
  const signedAt = at.replace(/[-:]|\.\d+/g, "");
  const day = signedAt.slice(0, 8);
  const scope = `${day}/${place.region}/s3/aws4_request`;
  const signed: Readonly<Record<string, string>> = { ...headers, host: place.host };
  const names = Object.keys(signed).sort();
  const parameters = {
    ...query,
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": `${credentials.accessKeyId}/${scope}`,
    "X-Amz-Date": signedAt,
    "X-Amz-Expires": String(seconds),
    "X-Amz-SignedHeaders": names.join(";"),
    ...(credentials.sessionToken !== undefined && { "X-Amz-Security-Token": credentials.sessionToken }),
  };
  const canonicalQuery = Object.entries(parameters)
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join("&");
  const canonical = [
    ...[method, place.path, canonicalQuery],
    ...names.map((name) => `${name}:${signed[name]?.trim()}`),
    ...["", names.join(";"), "UNSIGNED-PAYLOAD"],
  ].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", signedAt, scope, hash("sha256", canonical, "hex")].join("\n");
  const key = [place.region, "s3", "aws4_request"].reduce(keyed, keyed(`AWS4${credentials.secretAccessKey}`, day));
  return `${place.protocol}//${place.host}${place.path}?${canonicalQuery}&X-Amz-Signature=${keyed(key, toSign).toString("hex")}`;
}

function keyed(key: string | Buffer, value: string): Buffer {
  return createHmac("sha256", key).update(value).digest();
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
