import * as z from "zod";
import { expectation } from "../../../shared/kernel/expectations.ts";
import { invalidInputOf } from "../../../shared/kernel/invalid-input.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { Companion, WrongFile } from "../command.ts";
import { readDocument } from "../document.ts";
import { type Check, differing, type Kind } from "./judgement.ts";
import { kinds } from "./kinds.ts";

/** Members that the exchange has published of a document of any kind. */
const publishedMembers = z.object(Object.assign({}, ...kinds.map(({ published }) => published.shape)) as Kind["published"]["shape"]);

/** What was published, in a file beside the document. */
export const publishedFile: Companion = {
  option: "published",
  summary: `what the exchange has published of it, to compare with: ${kinds.map(({ published }) => published.description).join("; ")}`,
  read: readPublished,
};

/** What can be compared of a file, which may say more. */
function readPublished(bytes: Uint8Array): Outcome<unknown, WrongFile> {
  const wrong = (error: string) => refuse({ code: "wrong-file", errors: [error] } as const);
  const document = readDocument(bytes);
  if (!document.ok) return wrong(document.refusal.detail);
  const parsed = publishedMembers.safeParse(document.value, { error: expectation });
  if (!parsed.success) {
    const { pointer, detail } = invalidInputOf(parsed.error).refusal;
    return wrong(pointer === "" ? "not a JSON object" : `${pointer}: ${detail}`);
  }
  if (Object.keys(parsed.data).length > 0) return accept(parsed.data);
  return wrong(`has none of ${Object.keys(publishedMembers.shape).join(", ")}`);
}

/** What was published is what follows from the document. */
export function publishedCheck(published: object, recomputed: Readonly<Record<string, string>>): Check {
  const differences = Object.entries(published).flatMap(([name, value]) =>
    differing(`/published/${name}`, String(value), recomputed[name]),
  );
  return { check: "what was published", differences };
}
