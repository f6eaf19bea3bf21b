import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Why a presigned address is refused; undefined when it is valid. */
export type PresignProblem = {
  readonly code: "AccessDenied" | "SignatureDoesNotMatch" | "AuthorizationQueryParametersError";
  readonly message: string;
};

/** The access key id in a presigned address; undefined when it isn't one. */
export function presigningKey(query: URLSearchParams): string | undefined {
  return query.get("X-Amz-Credential")?.split("/")[0];
}

/** Checks expiry (against `now`, epoch milliseconds) and signature of a presigned address (Signature Version 4 in the query). */
export function checkPresigned(request: IncomingMessage, secretAccessKey: string, now: number): PresignProblem | undefined {
  const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://local");
  const [, date = "", region = "", service = "", terminator = ""] = (query.get("X-Amz-Credential") ?? "").split("/");
  const signedAt = query.get("X-Amz-Date") ?? "";
  const expires = Number(query.get("X-Amz-Expires"));
  const time = Date.parse(signedAt.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  if (
    query.get("X-Amz-Algorithm") !== "AWS4-HMAC-SHA256" ||
    terminator !== "aws4_request" ||
    Number.isNaN(time) ||
    !(expires >= 1 && expires <= 604_800)
  ) {
    return {
      code: "AuthorizationQueryParametersError",
      message: "Query-string authentication version 4 requires valid X-Amz-* parameters",
    };
  }
  if (now > time + expires * 1000) return { code: "AccessDenied", message: "Request has expired" };
  const signedHeaders = query.get("X-Amz-SignedHeaders") ?? "host";
  const canonical = [
    request.method,
    pathname
      .split("/")
      .map((part) => encode(decodeURIComponent(part)))
      .join("/"),
    [...query]
      .filter(([name]) => name !== "X-Amz-Signature")
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join("&"),
    signedHeaders
      .split(";")
      .map(
        (name) =>
          `${name}:${String(request.headers[name] ?? "")
            .trim()
            .replace(/\s+/g, " ")}\n`,
      )
      .join(""),
    signedHeaders,
    query.get("X-Amz-Content-Sha256") ?? "UNSIGNED-PAYLOAD",
  ].join("\n");
  const scope = `${date}/${region}/${service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", signedAt, scope, createHash("sha256").update(canonical).digest("hex")].join("\n");
  const key = [date, region, service, "aws4_request"].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${secretAccessKey}`,
  );
  const expected = hmac(key, toSign);
  const given = Buffer.from(query.get("X-Amz-Signature") ?? "", "hex");
  if (given.length === expected.length && timingSafeEqual(given, expected)) return undefined;
  return {
    code: "SignatureDoesNotMatch",
    message: "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
  };
}

function hmac(key: string | Buffer, value: string): Buffer {
  return createHmac("sha256", key).update(value).digest();
}

function encode(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
