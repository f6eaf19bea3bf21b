import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { ServedFile } from "../kernel/served-file.ts";
import type { ApiEvent, ApiResult } from "./chain.ts";

/**
 * Prepares a text file. Browsers keep it and ask each time whether it is still the same (a 304 without a body), so that a page never consists
 * of files of two versions. The tag is weak, because it names the content of both encodings.
 */
export function fileToServe(mediaType: string, text: string, headers: Readonly<Record<string, string>> = {}): ServedFile {
  return {
    headers: {
      "content-type": `${mediaType}; charset=utf-8`,
      etag: `W/"${createHash("sha256").update(text).digest("base64url")}"`,
      "cache-control": "no-cache",
      vary: "accept-encoding",
      "x-content-type-options": "nosniff",
      ...headers,
    },
    text,
    gzip: gzipSync(text).toString("base64"),
  };
}

/** Prepares a file that is no text and compressed already, to be saved under a name. Its tag is strong: it has one encoding. */
export function savedFileToServe(mediaType: string, bytes: Uint8Array, fileName: string): ServedFile {
  return {
    headers: {
      "content-type": mediaType,
      "content-disposition": `attachment; filename="${fileName}"`,
      etag: `"${createHash("sha256").update(bytes).digest("base64url")}"`,
      "cache-control": "no-cache",
      "x-content-type-options": "nosniff",
    },
    text: "",
    gzip: Buffer.from(bytes).toString("base64"),
  };
}

/** Answers with a file: without a body to those who have it, compressed to those who read gzip. */
export function fileResult({ headers, text, gzip }: ServedFile, { headers: asked }: Pick<ApiEvent, "headers">): ApiResult {
  const known = (asked["if-none-match"] ?? "").split(",").map((tag) => tag.trim());
  if (known.some((tag) => tag === "*" || weak(tag) === weak(headers.etag))) return { statusCode: 304, headers };
  if (text === "") return { statusCode: 200, headers, body: gzip, isBase64Encoded: true };
  if (!readsGzip.test(asked["accept-encoding"] ?? "")) return { statusCode: 200, headers, body: text };
  return { statusCode: 200, headers: { ...headers, "content-encoding": "gzip" }, body: gzip, isBase64Encoded: true };
}

/** A tag without the difference between encodings. */
function weak(tag = ""): string {
  return `W/${tag.replace(/^W\//, "")}`;
}

/** Names gzip, and not as something it can't read (RFC 9110, 12.5.3). */
const readsGzip = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i;
