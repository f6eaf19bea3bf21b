import { type InvalidInput, invalidInput } from "../../shared/kernel/invalid-input.ts";
import { accept, type Outcome } from "../../shared/kernel/outcome.ts";

/** Reads bytes as one JSON document in UTF-8 (a byte order mark at the start is skipped). */
export function readDocument(bytes: Uint8Array): Outcome<unknown, InvalidInput> {
  try {
    return accept(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch (error) {
    return invalidInput([], error instanceof SyntaxError ? notJson(error) : "not UTF-8 text");
  }
}

/** The engine's message names the place, where it knows one; the rest of it is for programmers. */
function notJson({ message }: SyntaxError): string {
  const [place] = /line \d+ column \d+/.exec(message) ?? [];
  return place === undefined ? "not JSON" : `not JSON at ${place}`;
}
