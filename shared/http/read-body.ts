import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import { jsonFault } from "../kernel/json-fault.ts";
import { message, messageIn } from "../kernel/message.ts";
import { accept, type Outcome, type Refusal, refuse } from "../kernel/outcome.ts";
import type { Bilingual } from "../kernel/problem.ts";
import { bodyBounds } from "./json-bounds.ts";

/** A body that can't be read, and why in the reader's language. */
export interface MalformedBody extends Refusal {
  readonly code: "malformed-body";
  readonly reason: string;
}

const faults = {
  contentType: message("Content-Type 须为 application/json", "the content type must be application/json"),
  bytes: message("超过 4 MB", "more than 4 MB"),
  encoding: message("不是 UTF-8 编码", "not UTF-8"),
  mark: message("以字节顺序标记（BOM）开头", "it begins with a byte order mark"),
  json: message("不是 JSON", "not JSON"),
};

const jsonType = /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i;
// A byte order mark is kept, and refused: RFC 8259 forbids senders to add one.
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads the JSON body of a write within the bounds; an absent one is an empty object. */
export function readBody(event: APIGatewayProxyEventV2WithJWTAuthorizer, language: keyof Bilingual): Outcome<unknown, MalformedBody> {
  if (!event.body) return accept({});
  const malformed = (reason: string) => refuse<MalformedBody>({ code: "malformed-body", reason: messageIn(reason, language) });
  if (!jsonType.test(event.headers["content-type"] ?? "")) return malformed(faults.contentType);
  const bytes = Buffer.from(event.body, event.isBase64Encoded ? "base64" : "utf8");
  if (bytes.length > bodyBounds.bytes) return malformed(faults.bytes);
  const text = decoded(bytes);
  if (text === undefined) return malformed(faults.encoding);
  if (text.startsWith("\uFEFF")) return malformed(faults.mark);
  try {
    const fault = jsonFault(text, bodyBounds);
    return fault === undefined ? accept(JSON.parse(text)) : malformed(fault);
  } catch {
    return malformed(faults.json);
  }
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
