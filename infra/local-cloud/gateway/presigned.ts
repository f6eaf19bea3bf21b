import type { IncomingMessage } from "node:http";
import { isSignedWith, signingTime } from "./signature.ts";

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
  const { searchParams: query } = new URL(request.url ?? "/", "http://local");
  const [, date = "", region = "", service = "", terminator = ""] = (query.get("X-Amz-Credential") ?? "").split("/");
  const signedAt = query.get("X-Amz-Date") ?? "";
  const expires = Number(query.get("X-Amz-Expires"));
  const time = signingTime(signedAt);
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
  const signedHeaders = (query.get("X-Amz-SignedHeaders") ?? "host").split(";");
  if (Object.keys(request.headers).some((name) => name.startsWith("x-amz-") && !signedHeaders.includes(name)))
    return { code: "AccessDenied", message: "There were headers present in the request which were not signed" };
  const signed = {
    scope: { date, region, service },
    signedAt,
    signedHeaders,
    payloadHash: query.get("X-Amz-Content-Sha256") ?? "UNSIGNED-PAYLOAD",
    without: "X-Amz-Signature",
  };
  if (isSignedWith(request, secretAccessKey, signed, query.get("X-Amz-Signature") ?? "")) return undefined;
  return { code: "SignatureDoesNotMatch", message: signatureMismatch };
}

/** What AWS says of a signature that is not the request's. */
export const signatureMismatch =
  "The request signature we calculated does not match the signature you provided. Check your key and signing method.";
